import { html, nothing, type TemplateResult } from 'lit';
import { expectedDevice, type DeviceInfo } from '../store/expected-device';
import { restorerChoice } from '../store/restorer-choice';
import { serverAddress } from '../store/server-ready';
import { errorText } from '../strings/errors';
import type { View } from './view-input';

type Tone = 'positive' | 'neutral' | 'negative' | 'pending';

/** The device of the run, always in sight, and why it is not the GPU where it is not. */
export function deviceView(view: View): TemplateResult {
  const { state, t } = view;
  if (restorerChoice(state).kind === 'remote') return serverLine(view);
  if (state.engineError !== null) {
    const text = errorText(state.engineError, state.language, t);
    return line('negative', t.device.failed, why(view, `${text.message} ${text.hint}`));
  }
  const expected = expectedDevice(state);
  if (expected === null) return line('pending', t.device.asking);
  const running = state.run.state === 'running' ? state.run.device : null;
  const info: DeviceInfo =
    running === null || running.device === expected.kind
      ? { ...expected, label: running?.label ?? expected.label }
      : { kind: running.device, label: running.label, threads: expected.threads, reason: null };
  const reason = reasonText(info, view);
  const more = reason === null ? nothing : why(view, reason);
  return line(toneOf(info), deviceName(info, view), more);
}

function line(
  tone: Tone,
  name: string,
  more: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<div class="device" id="device" data-tone=${tone}>
    <span class="dot"></span><span class="device-name" id="device-name">${name}</span>${more}
  </div>`;
}

/** The device is the server's; none of this computer is asked for. */
function serverLine({ state, t }: View): TemplateResult {
  const { settings, test } = state.server;
  const origin = serverAddress(settings)?.origin;
  if (origin === undefined) return line('neutral', t.server.title);
  const isConnected = test.state === 'tested' && test.outcome.outcome === 'connected';
  return line(isConnected ? 'positive' : 'neutral', `ComfyUI · ${origin}`);
}

function why({ t }: View, reason: string): TemplateResult {
  return html`<sp-action-button
    quiet
    size="xs"
    id="device-why"
    label=${t.device.why}
    aria-description=${reason}
  >
    <sp-icon-info slot="icon"></sp-icon-info>
    <sp-tooltip self-managed placement="top-end" class="help-text">${reason}</sp-tooltip>
  </sp-action-button>`;
}

function toneOf({ kind, reason }: DeviceInfo): Tone {
  if (reason?.code === 'unavailable') return 'negative';
  return kind === 'webgpu' ? 'positive' : 'neutral';
}

function deviceName({ kind, label, threads }: DeviceInfo, { t }: View): string {
  return kind === 'webgpu' ? t.device.webgpu(label) : t.device.wasm(threads);
}

function reasonText({ reason, threads }: DeviceInfo, { t }: View): string | null {
  const slow = threads === 1 ? ` ${t.device.oneThread}` : '';
  if (reason === null) return null;
  switch (reason.code) {
    case 'chosen':
      return t.device.chosen + slow;
    case 'software':
      return t.device.softwareAdapter + slow;
    case 'failed':
      return t.result.notices[reason.failure] + slow;
    case 'none':
      return t.device.noWebgpu(reason.text) + slow;
    case 'unavailable':
      return t.device.unavailable(reason.text);
  }
}
