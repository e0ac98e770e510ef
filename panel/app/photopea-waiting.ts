import { html, render } from 'lit';
import type { Settings } from '../settings/settings';
import { stringsFor } from '../strings/strings';
import { DARK_SURROUNDINGS, isDark, languageOf } from './look';

/**
 * Shows that the page is waiting for Photopea, until the panel replaces this text.
 *
 * @param onWithout called when the user chooses to go on without Photopea
 */
export function showWaiting(
  root: HTMLElement,
  settings: Settings,
  languages: readonly string[],
  onWithout: () => void,
): void {
  const language = languageOf(settings, languages);
  const t = stringsFor(language).start;
  const theme = isDark(settings, DARK_SURROUNDINGS) ? 'dark' : 'light';
  document.documentElement.lang = language;
  document.documentElement.style.colorScheme = theme;
  const place = document.createElement('div');
  place.className = 'waiting-place';
  root.replaceChildren(place);
  const draw = (isLeaving: boolean): void => {
    render(
      html`<sp-theme system="spectrum-two" scale="medium" color=${theme} lang=${language}>
        <div class="app" data-theme=${theme}>
          <main class="waiting" id="waiting">
            <h2 role="status">${t.waiting}</h2>
            <p>${t.waitingText}</p>
            <sp-button
              id="waiting-without"
              variant="secondary"
              treatment="outline"
              ?disabled=${isLeaving}
              @click=${() => {
                draw(true);
                onWithout();
              }}
            >
              ${t.without}
            </sp-button>
          </main>
        </div>
      </sp-theme>`,
      place,
    );
  };
  draw(false);
}
