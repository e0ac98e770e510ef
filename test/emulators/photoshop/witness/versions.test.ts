import { DEFAULT_MANIFEST, type Manifest } from '../manifest';
import { createLab, type Lab } from './lab';

const WITHOUT_DOMAINS: Manifest = {
  ...DEFAULT_MANIFEST,
  requiredPermissions: {
    webview: { allow: 'yes', allowLocalRendering: 'yes', enableMessageBridge: 'localOnly' },
  },
};

const LOADS = `const events = []; const view = document.createElement('webview'); view.src = 'plugin:/index.html';
  for (const name of ['loadstop', 'loaderror']) view.addEventListener(name, () => events.push(name));
  document.body.appendChild(view); await wait(20); return events[0]`;

async function withLab<T>(
  version: string,
  manifest: Manifest,
  work: (lab: Lab) => Promise<T>,
): Promise<T> {
  const lab = createLab([], { version, manifest });
  try {
    return await work(lab);
  } finally {
    lab.realm.unload();
  }
}

/** What a version has, as a plugin finds out. */
function findings(version: string): Promise<Record<string, unknown>> {
  return withLab(version, DEFAULT_MANIFEST, async (lab) => {
    const page = await lab.run(LOADS);
    const end = lab.ps.user.beginOtherModal('other');
    const before = lab.ps.clock.now();
    await lab.run('await fails(() => modal(() => 1))');
    const waits = lab.ps.clock.now() - before >= 1000;
    end();
    await lab.run(
      `globalThis.slept = false; window.addEventListener('sleep', () => { slept = true; })`,
    );
    lab.ps.user.sleep();
    return {
      page,
      waits,
      stream: await lab.run(`return 'createReadStream' in fs`),
      setter: await lab.run(
        `return !(await modal(() => fails(() => { app.activeDocument.activeLayers = []; })))`,
      ),
      sleeps: await lab.run('return slept'),
      uxp: await lab.run('return uxp.versions.uxp'),
      noDomains: await withLab(version, WITHOUT_DOMAINS, (other) => other.run(LOADS)),
    };
  });
}

const NONE = { stream: false, setter: false, sleeps: false, noDomains: 'loaderror' };

test.each([
  ['25.9.0', { ...NONE, page: 'loaderror', waits: false, uxp: 'uxp-7.4.1' }],
  ['26.0.0', { ...NONE, page: 'loadstop', waits: true, uxp: 'uxp-8.0.1' }],
  [
    '26.9.0',
    { ...NONE, page: 'loadstop', waits: true, stream: true, setter: true, uxp: 'uxp-8.2.1' },
  ],
  [
    '27.4.0',
    {
      page: 'loadstop',
      waits: true,
      stream: true,
      setter: true,
      sleeps: true,
      noDomains: 'loadstop',
      uxp: 'uxp-9.1.1',
    },
  ],
])('Photoshop %s', async (version, expected) => {
  expect(await findings(version)).toEqual(expected);
});
