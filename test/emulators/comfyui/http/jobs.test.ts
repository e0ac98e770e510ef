import { NODE_ERRORS } from '../run/node-error';
import { workGraph } from '../witness/graphs';
import { jsonIn } from '../witness/http';
import { createLab, newId, type Lab } from '../witness/lab';

let lab: Lab;

beforeEach(async () => {
  lab = await createLab([]);
});

afterEach(() => lab.comfy.stop());

async function job(id: string): Promise<unknown> {
  return lab.get(`/api/jobs/${id}`);
}

test('a job is told from its place in the queue to its end', async () => {
  const held = lab.comfy.points.hold({ at: 'tick' });
  const id = await lab.submit(workGraph());
  await held.reached;
  const next = await lab.submit(workGraph());
  expect(await job(id)).toMatchObject({ id, status: 'in_progress' });
  expect(await job(next)).toMatchObject({ status: 'pending', outputs_count: 0 });
  expect(await lab.get('/api/jobs?status=pending&limit=1')).toMatchObject({
    jobs: [{ id: next, priority: 1 }],
    pagination: { offset: 0, limit: 1, total: 1, has_more: false },
  });
  held.release();
  await lab.ended(next);
  expect(await job(id)).toMatchObject({
    status: 'completed',
    preview_output: { type: 'temp' },
    execution_status: { status_str: 'success', completed: true },
    outputs: { '2': { images: [{ type: 'temp' }] } },
  });
});

test('an unknown job is told from one that waits', async () => {
  const got = await lab.ask(`/api/jobs/${newId()}`);
  expect([got.status, jsonIn(got)]).toEqual([404, { error: 'Job not found' }]);
  const bad = await lab.ask('/api/jobs?status=lost');
  expect(bad.status).toBe(400);
});

test('jobs are cancelled while they run or wait, and only then', async () => {
  const held = lab.comfy.points.hold({ at: 'tick' });
  const id = await lab.submit(workGraph());
  await held.reached;
  const next = await lab.submit(workGraph());
  const cancel = async (of: string): Promise<unknown> =>
    jsonIn(await lab.post(`/api/jobs/${of}/cancel`, ''));
  expect(await cancel(next)).toEqual({ cancelled: true });
  expect(await cancel(id)).toEqual({ cancelled: true });
  held.release();
  await lab.ended(id);
  expect(await job(id)).toMatchObject({ status: 'cancelled', execution_error: null });
  expect((await lab.ask(`/api/jobs/${next}`)).status).toBe(404);
  expect(await cancel(id)).toEqual({ cancelled: false });
});

test('the error of a failed job comes along', async () => {
  lab.comfy.points.at({ at: 'node' }, () => {
    throw NODE_ERRORS.outOfMemory();
  });
  const id = await lab.submit(workGraph());
  await lab.ended(id);
  expect(await job(id)).toMatchObject({
    status: 'failed',
    execution_error: { exception_type: 'torch.OutOfMemoryError', node_id: '1' },
  });
});
