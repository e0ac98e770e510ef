import { restoreRemote } from '../../../src/restore/remote/restore-remote';
import { readSummary, storedSummary } from '../../../panel/runs/shelf/stored-summary';
import { DEFAULT_SETTINGS } from '../../../panel/settings/settings';
import { changeSettings } from '../../../panel/store/actions';
import { remoteOf, seedOf, supirOf } from '../../../panel/store/report-facts';
import { restorerChoice } from '../../../panel/store/restorer-choice';
import { settingsToUse } from '../../../panel/store/results';
import { omissionsOf } from '../../../panel/store/server-omissions';
import { addressTyped, privacyAccepted, serverChanged } from '../../../panel/store/server-actions';
import { formatFor } from '../../../panel/strings/format';
import { stringsFor } from '../../../panel/strings/strings';
import { remoteFacts } from '../../../panel/views/server/remote-facts';
import type { View } from '../../../panel/views/view-input';
import { accessTo, emulated, QUICK, stopServers } from '../../comfyui/emulated';
import { noisePicture, REMOTE, remoteRequest } from '../../restore/remote/remote-request';
import { readyForSupir } from '../stories/forecast';
import { summaryOf } from '../stories/kept';

afterEach(stopServers);

test('a result of a server is kept, told of and made again like any other', async () => {
  const comfy = await emulated();
  const settings = { ...REMOTE.settings, churn: 5, seed: 12 };
  const request = remoteRequest(noisePicture({ width: 64, height: 64 }, 16), {
    restorer: { ...REMOTE, settings },
  });
  const { report } = await restoreRemote(request, accessTo(comfy), {
    signal: new AbortController().signal,
    onEvent: () => undefined,
    pace: QUICK,
  });
  const summary = summaryOf({ report, settings: { ...DEFAULT_SETTINGS, variants: 3 } });
  const read = readSummary(JSON.parse(JSON.stringify(storedSummary(summary))));
  expect(read?.report).toEqual(JSON.parse(JSON.stringify(report)));
  expect([seedOf(report), supirOf(report), remoteOf(report)]).toEqual([12, null, report.remote]);
  const toUse = settingsToUse(summary);
  expect(toUse).toMatchObject({ restorer: 'remote', seed: 12, variants: 1, prompt: '' });
  // No server was asked for them.
  for (const name of ['loraStrength', 'strength']) expect(toUse).not.toHaveProperty(name);

  const view = { t: stringsFor('en'), f: formatFor('en') } as View;
  const facts = remoteFacts(view, report.remote).map(
    ([name, ...values]) => `${name}: ${values.join(' ')}`,
  );
  expect(facts).toContain(`Server: ${comfy.url}, ComfyUI 0.33.0`);
  expect(facts.join('\n')).toMatch(/no noise again in its steps\. \(5 asked, 0 used\)/);
  expect(facts.join('\n')).toContain('Result: 8 bits a channel.');
});

test('a report of a server that could not have been stored is none', () => {
  const report = { ...summaryOf().report, restorer: 'remote', device: 'server' };
  expect(readSummary({ ...storedSummary(summaryOf()), report })).toBeNull();
});

test('a server is never chosen by itself, and what keeps it from running is named in order', () => {
  let state = readyForSupir();
  expect(restorerChoice(state).kind).not.toBe('remote');
  const obstacles: unknown[] = [];
  const steps = [
    changeSettings({ restorer: 'remote', licenceAccepted: false }),
    addressTyped('http://192.168.1.2:8188'),
    serverChanged({ headers: [{ name: 'X-Key', value: 'k' }] }),
    serverChanged({ isOpenAllowed: true }),
    serverChanged({ supir: REMOTE.files.supir }),
    serverChanged({ ...REMOTE.files, supir: null }),
    serverChanged(REMOTE.files),
    changeSettings({ licenceAccepted: true }),
    privacyAccepted('http://192.168.1.2:8188'),
  ];
  for (const step of steps) {
    state = step(state);
    obstacles.push(restorerChoice(state).obstacle);
  }
  expect(obstacles).toEqual([
    'server-address-missing',
    'server-files-missing',
    'server-headers-open',
    'server-files-missing',
    'server-base-missing',
    'server-supir-missing',
    'server-licence-open',
    'server-privacy-open',
    null,
  ]);
  expect(omissionsOf(state)).toEqual([]);
});
