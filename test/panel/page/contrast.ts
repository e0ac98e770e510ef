import type { Page } from 'playwright-core';

export interface FaintText {
  readonly text: string;
  readonly ratio: number;
}

/** Texts of the panel whose contrast to what they stand on is below `least` (WCAG 2, 1…21). */
export function faintTexts(page: Page, least: number): Promise<FaintText[]> {
  return page.evaluate((threshold) => {
    const context = new OffscreenCanvas(1, 1).getContext('2d')!;
    const over = (colors: readonly string[]): number[] => {
      context.clearRect(0, 0, 1, 1);
      for (const color of colors) {
        context.fillStyle = color;
        context.fillRect(0, 0, 1, 1);
      }
      return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
    };
    const luminance = (rgb: readonly number[]): number => {
      const [r, g, b] = rgb.map((value) => {
        const v = value / 255;
        return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    };
    const behind = (element: Element): string[] => {
      const colors: string[] = [];
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        colors.unshift(getComputedStyle(at).backgroundColor);
      }
      return colors;
    };
    const faint: { text: string; ratio: number }[] = [];
    for (const element of document.querySelectorAll('#panel *')) {
      const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
      const text = own
        .map((node) => node.textContent ?? '')
        .join('')
        .trim();
      const { width, height } = element.getBoundingClientRect();
      if (text === '' || width < 2 || height < 2 || element.shadowRoot !== null) continue;
      const ground = behind(element);
      const light = luminance(over([...ground, getComputedStyle(element).color]));
      const dark = luminance(over(ground));
      const ratio = (Math.max(light, dark) + 0.05) / (Math.min(light, dark) + 0.05);
      if (ratio < threshold) faint.push({ text, ratio });
    }
    return faint;
  }, least);
}
