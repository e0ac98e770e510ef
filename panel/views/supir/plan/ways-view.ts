import { html, nothing, type TemplateResult } from 'lit';
import type { SupirForecast, WayOut } from '../../../../src/restore/forecast';
import type { Settings } from '../../../settings/settings';
import type { ErrorWay } from '../../../store/error-ways';
import { settingsOf } from '../../../store/way-out';
import type { View } from '../../view-input';

/** A way as its button shows it. */
interface ShownWay {
  readonly name: string;
  readonly title: string;
  readonly price: string;
  readonly change: Partial<Settings>;
  readonly way?: WayOut;
}

/** What makes the run fit, where it does not fit well; each a button with its price. */
export function waysOfForecast(
  view: View,
  { card, ways }: SupirForecast,
): TemplateResult | typeof nothing {
  if (card === null || card.fit === 'fits') return nothing;
  if (ways.length === 0) return html`<p class="explained" id="ways">${view.t.plan.ways.none}</p>`;
  return waysList(
    view,
    ways.map((way) => ({
      name: way.name,
      title: titleOf(view, way),
      price: priceOf(view, way, card.peakBytes),
      change: settingsOf(way.change),
      way,
    })),
  );
}

/** The same for a run that could not be done at all. */
export function waysOfError(
  view: View,
  ways: readonly ErrorWay[],
): TemplateResult | typeof nothing {
  if (ways.length === 0) return nothing;
  const shown = ways.map((way) => ({ ...wordsOf(view, way), name: way.name, change: way.change }));
  return waysList(view, shown);
}

function wordsOf({ t, f }: View, way: ErrorWay): Pick<ShownWay, 'title' | 'price'> {
  if (way.name === 'smaller-size') {
    const { name, price } = t.plan.ways;
    return { title: name[way.name](f.size(way.working)), price: price[way.name] };
  }
  const [title = '', price = ''] = t.plan.errorWays[way.name];
  return { title, price };
}

function waysList(view: View, ways: readonly ShownWay[]): TemplateResult {
  const title = view.t.plan.ways.title;
  return html`<div class="ways" id="ways">
    <h3 class="detail-title" id="ways-title">${title}</h3>
    <ul aria-labelledby="ways-title">
      ${ways.map((way) => html`<li>${wayButton(view, way)}</li>`)}
    </ul>
  </div>`;
}

function wayButton({ act }: View, { name, title, price, change, way }: ShownWay): TemplateResult {
  const onClick = (event: Event): void => {
    // The button goes away with the answer: the focus waits where the answer is told.
    const around = (event.currentTarget as HTMLElement).closest('.panel');
    around?.querySelector<HTMLElement>('#section-plan-toggle')?.focus();
    act.change(change);
  };
  return html`<button
    class="way"
    id="way-${name}"
    type="button"
    data-fit=${way?.fit ?? nothing}
    data-peak-bytes=${way?.peakBytes ?? nothing}
    data-time-factor=${way?.timeFactor ?? nothing}
    @click=${onClick}
  >
    <span class="way-title">${title}</span><span class="way-price">${price}</span>
  </button>`;
}

function titleOf({ t, f }: View, { name, working }: WayOut): string {
  const { name: names } = t.plan.ways;
  return name === 'smaller-size' ? names[name](f.size(working)) : names[name];
}

/** Differences of time below this share are not worth a word. */
const SAME_TIME = 0.03;

/** What a way saves, what it costs, and whether the run fits then. */
function priceOf(view: View, way: WayOut, peakBytes: number): string {
  const { t, f } = view;
  const text = t.plan.ways;
  const saved = peakBytes - way.peakBytes;
  const parts = [
    ...(saved > 0 ? [text.less(f.memory(saved))] : []),
    text.price[way.name],
    ...timeWords(view, way.timeFactor),
    text.then[way.fit],
  ];
  return parts.reduce((before, part) => text.and(before, part));
}

function timeWords({ t, f }: View, factor: number): readonly string[] {
  const { slower, quicker } = t.plan.ways;
  if (Math.abs(factor - 1) < SAME_TIME) return [];
  return [factor > 1 ? slower(f.percent(factor - 1)) : quicker(f.percent(1 - factor))];
}
