import { changeSettings } from '../../../panel/store/actions';
import { canStopAndKeep } from '../../../panel/store/selectors';
import { STEPS } from '../stories/scripted-engine';
import { afterLoss, beforeStep, goOn, isStep, offered, startSupir } from '../stories/unfinished';

describe('stop and keep', () => {
  it('inserts what is there under the name of its step, and leaves nothing unfinished', async () => {
    const panel = await startSupir();
    const seen: boolean[] = [];
    panel.store.subscribe(({ run }) => {
      if (run.state === 'running' && run.stopping) seen.push(true);
    });
    beforeStep(panel, 2, () => panel.runs.stopAndKeep());
    await panel.runs.upscale();
    expect(seen.length).toBeGreaterThan(0);
    expect(panel.host.inserted[0]!.name).toBe('Restored 2x (SUPIR, step 2)');
    expect(panel.store.get().outcome?.report).toMatchObject({ supir: { stoppedAfter: 2 } });
    expect(offered(panel)).toEqual([]);
    expect(await panel.unfinished.list()).toEqual([]);
  });

  it('during the first step ends after it', async () => {
    const panel = await startSupir();
    // The first step has begun, and is not done.
    beforeStep(panel, 1, () => panel.runs.stopAndKeep());
    await panel.runs.upscale();
    expect(panel.host.inserted[0]!.name).toBe('Restored 2x (SUPIR, step 1)');
    expect(panel.store.get().outcome?.report).toMatchObject({ supir: { stoppedAfter: 1 } });
    expect(await panel.unfinished.list()).toEqual([]);
  });

  it('during the last step changes nothing', async () => {
    const panel = await startSupir();
    beforeStep(panel, STEPS, () => panel.runs.stopAndKeep());
    await panel.runs.upscale();
    expect(panel.host.inserted[0]!.name).toBe('Restored 2x (SUPIR)');
    expect(panel.store.get().outcome?.report).not.toHaveProperty('supir.stoppedAfter');
  });

  it('works in a run that went on', async () => {
    const panel = await afterLoss();
    panel.store.subscribe(({ run }) => {
      if (run.state === 'running' && canStopAndKeep(run)) panel.runs.stopAndKeep();
    });
    await goOn(panel);
    expect(panel.store.get().outcome?.report).toMatchObject({ supir: { stoppedAfter: 3 } });
  });

  it.each([
    ['while the texts are read', 'text'],
    ['while the encoder works', 'stage1-encode'],
    ['when all steps are done', 'decode'],
  ] as const)('is refused where no step goes on: %s', async (_, part) => {
    const panel = await startSupir();
    panel.engine.before = (event) => {
      if (event.type === 'part' && event.part === part && event.done === 0) {
        panel.runs.stopAndKeep();
      }
    };
    const stopping: boolean[] = [];
    panel.store.subscribe(({ run }) => {
      if (run.state === 'running') stopping.push(run.stopping);
    });
    await panel.runs.upscale();
    expect(stopping).not.toContain(true);
    expect(panel.store.get().run).toMatchObject({ state: 'done' });
    expect(panel.store.get().outcome?.report).not.toHaveProperty('supir.stoppedAfter');
  });

  it.each([2, 3, 4] as const)('of the first of %d makes no other one', async (variants) => {
    const panel = await startSupir();
    panel.store.update(changeSettings({ variants }));
    beforeStep(panel, 2, () => panel.runs.stopAndKeep());
    await panel.runs.upscale();
    expect(panel.engine.requests).toHaveLength(1);
    expect(panel.host.inserted.map(({ name }) => name)).toEqual(['Restored 2x (SUPIR, step 2)']);
    expect(panel.store.get().run).toMatchObject({ state: 'done', aside: 0 });
    // Nothing of those that were not begun is offered either: the person has seen enough.
    expect(offered(panel)).toEqual([]);
    expect(await panel.unfinished.list()).toEqual([]);
  });

  it('of a later one keeps those before it whole, and itself under its step', async () => {
    const panel = await startSupir();
    panel.store.update(changeSettings({ variants: 4 }));
    panel.engine.before = (event) =>
      panel.engine.requests.length === 2 && isStep(event, 3) ? panel.runs.stopAndKeep() : undefined;
    await panel.runs.upscale();
    expect(panel.engine.requests).toHaveLength(2);
    const names = panel.store.get().kept.map(({ layerName, placed }) => [layerName, placed]);
    expect(names).toEqual([
      ['Restored 2x (SUPIR, step 3)', 'aside'],
      ['Restored 2x (SUPIR)', 'inserted'],
    ]);
    expect(offered(panel)).toEqual([]);
  });

  it('does not reach the next run', async () => {
    const panel = await startSupir();
    beforeStep(panel, 2, () => panel.runs.stopAndKeep());
    await panel.runs.upscale();
    panel.engine.before = () => undefined;
    await panel.runs.upscale();
    const report = panel.store.get().outcome?.report;
    expect(report).toHaveProperty('supir.steps');
    expect(report).not.toHaveProperty('supir.stoppedAfter');
    panel.runs.stopAndKeep();
    expect(panel.store.get().run.state).toBe('done');
  });
});
