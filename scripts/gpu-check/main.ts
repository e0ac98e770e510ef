import { check, STAGE_ARGUMENT } from './check';
import { parseCommand, USAGE, UsageError } from './options';
import { runStage, type StageRequest } from './run-stage';
import { mayFail } from './stages';

async function main([first, ...rest]: readonly string[]): Promise<void> {
  if (first === STAGE_ARGUMENT) {
    // Whoever waited for the answer has ended.
    process.once('disconnect', () => process.exit(1));
    const answer = await runStage(JSON.parse(rest[0] ?? '') as StageRequest);
    await new Promise((resolve) => process.send?.(answer, resolve));
    return;
  }
  const command = parseCommand(process.argv.slice(2));
  if (command.kind === 'help') {
    console.log(USAGE);
  } else if (command.kind === 'pack') {
    const { pack } = await import('./pack');
    const { archive, bytes } = await pack(command.out);
    console.log(`${archive}  ${(bytes / 1e6).toFixed(1)} MB`);
  } else {
    const { stages } = await check(command);
    const failed = stages.filter(({ stage, failure }) => failure !== null && !mayFail(stage));
    if (failed.length > 0) process.exitCode = 1;
  }
}

main(process.argv.slice(2)).then(
  // The runtime's handles outlive its last session.
  () => process.exit(),
  (error: unknown) => {
    if (error instanceof UsageError) console.error(`${error.message}\n\n${USAGE}`);
    else console.error(error);
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
