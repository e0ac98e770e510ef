import { Graph } from './graph';
import { sessionSource } from './serialise';
import type { Runtime, Session, SessionSource } from './session';

/** A graph that hands one number through. */
function smallestSource(): SessionSource {
  const graph = new Graph('smallest');
  graph.output('out', graph.input('in', { dtype: 'float32', shape: [1] }));
  return sessionSource(graph);
}

/** A session that costs nothing; while it lives, the WebGPU provider does not forget its shaders. */
export function keepShaders(runtime: Runtime): Promise<Session> {
  return runtime.createSession(smallestSource());
}

/**
 * For work of many short sessions: the WebGPU provider forgets its compiled shaders with the last
 * session, and to compile them takes longer than to run them.
 */
export async function keepingShaders<T>(runtime: Runtime, work: () => Promise<T>): Promise<T> {
  const kept = await keepShaders(runtime);
  try {
    return await work();
  } finally {
    await kept.dispose();
  }
}
