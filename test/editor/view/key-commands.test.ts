import {
  commandOf,
  endsCommand,
  type KeyPlace,
  type KeyPress,
  shortcutLabel,
} from '../../../src/editor/view/key-commands';

function press(key: string, held = '', code = ''): KeyPress {
  return {
    key,
    code,
    ctrlKey: held.includes('c'),
    metaKey: held.includes('m'),
    shiftKey: held.includes('s'),
    altKey: held.includes('a'),
  };
}

describe('the keys', () => {
  it.each([
    [press('o', 'c'), 'open'],
    [press('s', 'm'), 'save-psd'],
    [press('S', 'csa', 'KeyS'), 'save-png'],
    [press('Í', 'msa', 'KeyS'), 'save-png'],
    [press('z', 'c'), 'undo'],
    [press('Z', 'cs'), 'redo'],
    [press('a', 'c'), 'select-all'],
    [press('d', 'm'), 'select-none'],
    [press('I', 'cs'), 'select-invert'],
    [press('=', 'c'), 'zoom-in'],
    [press('+', 'cs'), 'zoom-in'],
    [press('-', 'c'), 'zoom-out'],
    [press('0', 'c'), 'zoom-fit'],
    [press('1', 'm'), 'zoom-actual'],
    [press('m'), 'tool-marquee'],
    [press('M', 's'), 'tool-marquee-next'],
    [press('l'), 'tool-lasso'],
    [press('h'), 'tool-hand'],
    [press('z'), 'tool-zoom'],
    [press('\\'), 'compare'],
    [press(' '), 'pan'],
    [press('Escape'), 'cancel'],
    [press('ArrowLeft'), 'nudge-left'],
    [press('ArrowDown', 's'), 'nudge-down'],
  ] as const)('%o on the canvas', (key, command) => {
    expect(commandOf(key, 'canvas')).toBe(command);
  });

  it('are found by their place on layouts without Latin letters', () => {
    expect(commandOf(press('я', 'c', 'KeyZ'), 'canvas')).toBe('undo');
    expect(commandOf(press('ь', '', 'KeyM'), 'canvas')).toBe('tool-marquee');
  });

  it('mean what is printed on them where the letters are Latin', () => {
    expect(commandOf(press('z', 'c', 'KeyW'), 'canvas')).toBe('undo');
    expect(commandOf(press('w', 'c', 'KeyZ'), 'canvas')).toBeNull();
  });

  it.each<[KeyPress, KeyPlace]>([
    [press('m'), 'text'],
    [press('a', 'c'), 'text'],
    [press('z', 'm'), 'text'],
    [press('\\'), 'text'],
    [press(' '), 'control'],
    [press('ArrowUp'), 'control'],
    [press('Escape'), 'control'],
    [press('k', 'c'), 'canvas'],
    [press('m', 'a'), 'canvas'],
    [press('o', 'ca'), 'canvas'],
  ])('%o stay with a %s', (key, place) => {
    expect(commandOf(key, place)).toBeNull();
  });

  it('save and open from within a text field', () => {
    expect(commandOf(press('s', 'c'), 'text')).toBe('save-psd');
    expect(commandOf(press('o', 'm'), 'text')).toBe('open');
  });

  it('end what they began, whatever is held by then', () => {
    expect(endsCommand(press(' ', 's'), 'pan')).toBe(true);
    expect(endsCommand(press('\\'), 'compare')).toBe(true);
    expect(endsCommand(press('\\'), 'pan')).toBe(false);
  });

  it('are written as the system writes them', () => {
    expect(shortcutLabel('mod+shift+z', false)).toBe('Ctrl+Shift+Z');
    expect(shortcutLabel('mod+shift+z', true)).toBe('⇧⌘Z');
    expect(shortcutLabel('mod+alt+shift+s', true)).toBe('⌥⇧⌘S');
  });
});
