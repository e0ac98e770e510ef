import { checkGraph } from '../../comfyui/check-graph';
import { classesOf, type ServerFile } from '../../comfyui/graph';
import { nodesMissing } from '../../comfyui/graph-errors';
import { choicesOf, type NodeInfo } from '../../comfyui/node-info';
import type { Server } from '../../comfyui/server';
import { NATIVE } from './native-graph';
import type { GraphInput, GraphMaker } from './remote-graph';
import { WRAPPER } from './wrapper-graph';

/** The way that is taken where both are there stands first: the other is not kept up by its maker. */
const MAKERS: readonly GraphMaker[] = [NATIVE, WRAPPER];

/** Classes that are asked for beside a graph's own. */
export const OPTIONAL = ['CFGOverride'];

/** What a server can restore with. */
export interface Survey {
  /** null: it has no nodes for SUPIR. */
  readonly maker: GraphMaker | null;
  readonly has: GraphInput['has'];
  /** Files that it lists; names as it spells them. */
  readonly files: { readonly supir: readonly string[]; readonly sdxl: readonly string[] };
}

/**
 * Asks a server for its nodes and files, which follow its folders: before each run, and for lists.
 * @throws what the server's methods throw
 */
export async function surveyServer(
  server: Pick<Server, 'nodeInfo'>,
  signal: AbortSignal,
): Promise<Survey> {
  const marks = MAKERS.map(({ mark }) => mark);
  const infos = await nodeInfos(server, [...marks, ...OPTIONAL], signal);
  const maker = MAKERS.find(({ mark }) => infos.get(mark)) ?? null;
  const lists = (maker ?? NATIVE).lists;
  const listing = await nodeInfos(server, [lists.supir[0], lists.sdxl[0]], signal);
  const files = ([className, input]: readonly [string, string]): readonly string[] =>
    choicesOf(listing.get(className) ?? null, input);
  return {
    maker,
    has: (className) => infos.get(className) != null,
    files: { supir: files(lists.supir), sdxl: files(lists.sdxl) },
  };
}

/** Questions at once: browsers open no more connections to a server. */
const AT_ONCE = 6;

const SOME_FILE: ServerFile = { filename: 'picture.png', subfolder: 'supir-panel', type: 'temp' };

/**
 * The way to restore on a server, proved against what it says of each node, so that a run that it would
 * refuse is refused before anything is sent.
 *
 * @throws ServerError what `checkGraph` throws
 */
export async function provenMaker(
  server: Pick<Server, 'nodeInfo'>,
  { maker, has }: Survey,
  input: Omit<GraphInput, 'picture' | 'has'>,
  signal: AbortSignal,
): Promise<GraphMaker> {
  if (maker === null) throw nodesMissing([NATIVE.mark]);
  const graph = maker.make({ ...input, has, picture: SOME_FILE });
  checkGraph(graph, await nodeInfos(server, classesOf(graph), signal));
  return maker;
}

async function nodeInfos(
  server: Pick<Server, 'nodeInfo'>,
  classes: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, NodeInfo | null>> {
  const infos = new Map<string, NodeInfo | null>();
  for (let first = 0; first < classes.length; first += AT_ONCE) {
    const asked = classes.slice(first, first + AT_ONCE).map(async (name) => {
      infos.set(name, await server.nodeInfo(name, signal));
    });
    await Promise.all(asked);
  }
  return infos;
}
