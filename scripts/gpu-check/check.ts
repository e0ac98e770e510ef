import { fork } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { WASM_FLAGS } from '../record/apart';
import { dawnFolder } from './dawn-package';
import type { CheckOptions } from './options';
import { linesOf, type AdapterReport, type Report, type StageReport } from './report';
import type { StageAnswer, StageRequest } from './run-stage';
import { chooseStages, limitOf, nextStage, type Stage } from './stages';

/** The first argument of a process that runs a single stage. */
export const STAGE_ARGUMENT = 'run-one-stage';

/** Runs the stages one after the other, prints what they found, and writes it down after each. */
export async function check(options: CheckOptions): Promise<Report> {
  const { side, network, minutes, compare, json } = options;
  const before = compare === null ? null : await readReport(compare);
  const dawn = await dawnFolder();
  const end = minutes === null ? Infinity : performance.now() + 60e3 * minutes;
  const secondsLeft = (): number => (end - performance.now()) / 1e3;
  const stages: StageReport[] = [];
  let adapter: AdapterReport | null = null;
  let waiting = chooseStages(options.stages);
  const report = (): Report => ({
    format: 1,
    date: new Date().toISOString(),
    side,
    network,
    adapter,
    stages,
    leftOut: waiting.map(({ name }) => name),
  });
  for (;;) {
    const stage = nextStage(waiting, secondsLeft());
    if (stage === null) break;
    waiting = waiting.filter((other) => other !== stage);
    console.log(`\n${stage.name}: ${stage.what}`);
    const request = { stage: stage.name, dawn, side, network };
    const answer = await runApart(
      stage,
      request,
      options,
      limitOf(stage, secondsLeft(), adapter?.isSoftware ?? false),
    );
    if ('adapter' in answer && adapter === null) {
      adapter = answer.adapter;
      console.log(JSON.stringify(adapter, null, 2));
      if (adapter.isSoftware) console.log(SOFTWARE);
    }
    const done = stageReport(stage, answer);
    stages.push(done);
    for (const line of linesOf(done, before)) console.log(line);
    await writeFile(json, `${JSON.stringify(report(), null, 2)}\n`);
    if (adapter === null) break;
  }
  const { leftOut } = report();
  if (leftOut.length > 0) console.log(`\nLeft out: ${leftOut.join(', ')}`);
  console.log(`\nThe numbers are in ${json}`);
  return report();
}

const SOFTWARE =
  'SOFTWARE ADAPTER: it computes on the processor; no time here is a graphics card’s.';

async function readReport(file: string): Promise<Report> {
  const report = JSON.parse(await readFile(file, 'utf8')) as Partial<Report> | null;
  if (report?.format !== 1) throw new Error(`${file} holds no numbers of this check`);
  return report as Report;
}

/** A number that is none is a failure, and JSON has no word for it. */
function stageReport({ name: stage }: Stage, answer: StageAnswer): StageReport {
  if ('failure' in answer) return { stage, figures: [], failure: answer.failure };
  const wrong = answer.figures.filter(({ value }) => !Number.isFinite(value));
  const failure =
    wrong.length === 0 ? null : `no number: ${wrong.map(({ name }) => name).join(', ')}`;
  return { stage, figures: answer.figures.filter((figure) => !wrong.includes(figure)), failure };
}

async function runApart(
  { name }: Stage,
  request: StageRequest,
  { software }: CheckOptions,
  limit: number,
): Promise<StageAnswer> {
  const child = fork(process.argv[1] ?? '', [STAGE_ARGUMENT, JSON.stringify(request)], {
    execArgv: [...process.execArgv, ...(name === 'tiered' ? [] : WASM_FLAGS)],
    env: { ...process.env, ...(software === null ? {} : softwareAdapter(software)) },
    // Figures that are no numbers come as such.
    serialization: 'advanced',
  });
  return await new Promise((resolve, reject) => {
    let answer: StageAnswer | null = null;
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, 1e3 * limit);
    child.on('message', (message) => {
      answer = message as StageAnswer;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const ending = isLate
        ? `not done after ${limit.toFixed(0)} s`
        : `ended with ${code ?? signal}`;
      resolve(answer ?? { failure: ending });
    });
  });
}

/** What makes the Vulkan loader in Chromium's folder find the adapter there, and no other. */
function softwareAdapter(folder: string): NodeJS.ProcessEnv {
  const paths = [folder, process.env['LD_LIBRARY_PATH'] ?? ''].filter((one) => one !== '');
  return {
    LD_LIBRARY_PATH: paths.join(path.delimiter),
    VK_DRIVER_FILES: path.join(folder, 'vk_swiftshader_icd.json'),
  };
}
