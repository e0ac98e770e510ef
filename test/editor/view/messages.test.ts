import {
  addMessage,
  dropMessage,
  type EditorMessage,
} from '../../../src/editor/view/messages/messages';

describe('messages', () => {
  it('are shown with the newest last, and not without end', () => {
    const tasks = ['open', 'save', 'view', 'action'] as const;
    const all = tasks.reduce<readonly EditorMessage[]>(
      (so, task) => addMessage(so, { kind: 'error', task, error: new Error(task) }),
      [],
    );
    expect(all.map((message) => message.kind === 'error' && message.task)).toEqual([
      'save',
      'view',
      'action',
    ]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(3);
  });

  it('of one task take the place of the one before', () => {
    const failed = addMessage([], { kind: 'error', task: 'save', error: new Error('disk full') });
    const saved = addMessage(failed, { kind: 'saved', name: 'a.psd' });
    expect(saved).toEqual([{ id: 2, kind: 'saved', name: 'a.psd' }]);
  });

  it('can be dismissed', () => {
    const one = addMessage([], { kind: 'saved', name: 'a.psd' });
    expect(dropMessage(one, one[0]!.id)).toEqual([]);
  });
});
