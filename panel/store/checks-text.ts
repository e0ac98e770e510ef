import {
  CHECK_NAMES,
  SCRIPT_STEPS,
  type CheckStatus,
  type DiagnosticsState,
  type Facts,
} from './checks';

/** Facts on one line: `secure: true · origin: null`. */
function factsText(facts: Facts): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name}: ${value}`)
    .join(' · ');
}

export function statusText(status: CheckStatus): string {
  return 'facts' in status ? factsText(status.facts) : '';
}

/** A report for people, one line for each check; `about`: lines before it, as `name: value`. */
export function checksText(checks: DiagnosticsState['checks'], about: object): string {
  const head = Object.entries(about).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const lines = CHECK_NAMES.map((name) => {
    const status = checks[name];
    const took = 'ms' in status ? ` (${Math.round(status.ms)} ms)` : '';
    const seen = statusText(status);
    return `${SCRIPT_STEPS[name]} ${name}: ${status.state}${took}${seen === '' ? '' : ` · ${seen}`}`;
  });
  return ['SUPIR Panel', ...head, '', ...lines, ''].join('\n');
}
