import { diagnosticsText } from '../../../../panel/app/diagnostics/diagnostics-text';
import { DeviceError } from '../../../../src/core/errors';
import { startPanel } from '../../stories/panel';

const EXTRAS = {
  version: '1.2.3',
  userAgent: 'UA',
  language: 'en',
  time: '2000-01-01T00:00:00Z',
  place: { serviceWorker: 'not-needed' },
};

describe('diagnostics', () => {
  it('hold versions, device, settings, shapes and the chain of errors', async () => {
    const panel = await startPanel();
    panel.engine.before = () => {
      const cause = new Error('driver reset');
      throw new DeviceError({ code: 'device-lost', message: 'm', hint: 'h', cause });
    };
    await panel.runs.upscale();
    const report: unknown = JSON.parse(diagnosticsText(panel.store.get(), EXTRAS));
    expect(report).toMatchObject({
      panel: EXTRAS,
      engine: { webgpuReason: 'no adapter' },
      settings: { strength: 0.7 },
      document: { size: { width: 64, height: 48 }, depth: 8, mode: 'rgb' },
      run: { error: { code: 'device-lost', cause: { message: 'driver reset' } } },
    });
  });

  it('hold no names of documents or layers and no pixels', async () => {
    const panel = await startPanel();
    await panel.runs.upscale();
    const text = diagnosticsText(panel.store.get(), EXTRAS);
    expect(text).not.toContain('photo.psd');
    expect(text).not.toContain('Background');
    expect(text.length).toBeLessThan(10_000);
  });
});
