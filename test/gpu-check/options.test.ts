import { parseCommand, UsageError } from '../../scripts/gpu-check/options';

describe('the command line of the check', () => {
  test('checks everything when nothing is said', () => {
    expect(parseCommand([])).toEqual({
      kind: 'check',
      stages: [],
      minutes: null,
      side: 1024,
      json: 'gpu-check.json',
      compare: null,
      network: null,
      software: null,
    });
  });

  test('names stages and everything about them', () => {
    const args = [
      'q8',
      'micro',
      '--minutes',
      '7.5',
      '--side',
      '512',
      '--json',
      'a',
      '--compare',
      'b',
    ];
    expect(parseCommand([...args, '--network', 'c', '--software', 'd'])).toEqual({
      kind: 'check',
      stages: ['q8', 'micro'],
      minutes: 7.5,
      side: 512,
      json: 'a',
      compare: 'b',
      network: 'c',
      software: 'd',
    });
  });

  test('packs', () => {
    expect(parseCommand(['--pack'])).toEqual({ kind: 'pack', out: 'out' });
    expect(parseCommand(['--pack', '--out', 'there'])).toEqual({ kind: 'pack', out: 'there' });
  });

  test('may ask for help', () => expect(parseCommand(['q8', '--help'])).toEqual({ kind: 'help' }));

  test.each([
    [['q9'], /no stage "q9"/],
    [['--minutes', '0'], /--minutes/],
    [['--minutes', ''], /--minutes/],
    [['--minutes', 'ten'], /--minutes/],
    [['--minutes', 'Infinity'], /--minutes/],
    [['--minutes=-3'], /--minutes/],
    [['--side', '1000'], /--side/],
    [['--side', '0'], /--side/],
    [['--side', ''], /--side/],
    [['--side', '4096'], /--side/],
    [['--pack', 'q8'], /q8/],
    [['--pack', '--minutes', '3'], /minutes/],
    [['--out', 'x'], /--out/],
    [['--frames', '2'], /frames/],
  ])('refuses %j', (args, reason) => {
    const parse = (): unknown => parseCommand(args);
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(reason);
  });
});
