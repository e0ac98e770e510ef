// npm run bench -- photoshop: the bridge, a job's share outside the network, the plugin's memory.
import { benchBridge } from './photoshop/bridge';
import { benchMemory } from './photoshop/memory';
import { benchShare } from './photoshop/share';
import { printIntroduction } from './table';

async function main(): Promise<void> {
  printIntroduction('photoshop', 'the built plugin in a bare realm, the page, the emulator');
  await benchBridge();
  await benchShare();
  await benchMemory();
}

void main();
