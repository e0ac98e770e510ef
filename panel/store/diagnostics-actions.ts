import type { CheckName, CheckStatus, DiagnosticsState } from './checks';
import type { Step } from './actions';

function onDiagnostics(change: (now: DiagnosticsState) => DiagnosticsState): Step {
  return (state) => ({
    ...state,
    // The copied text no longer matches the results on display.
    clipboard: { state: 'untouched' },
    diagnostics: change(state.diagnostics),
  });
}

export const checkMoved = (name: CheckName, status: CheckStatus): Step =>
  onDiagnostics((now) => ({ ...now, checks: { ...now.checks, [name]: status } }));

export const checksRunning = (running: boolean): Step =>
  onDiagnostics((now) => ({ ...now, running }));

export const checkFileChosen = (file: DiagnosticsState['file']): Step =>
  onDiagnostics((now) => ({ ...now, file }));
