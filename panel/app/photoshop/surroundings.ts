import type { PhotoshopLink } from '../../../src/hosts/photoshop/page/connect';
import { systemSurroundings, type Surroundings } from '../look';

/**
 * Photoshop's own theme, as the plugin reports it; the webview's media query has the operating
 * system's. Where Photoshop's is not known the system's is the better guess.
 */
export function photoshopSurroundings({
  environment,
  onTheme,
}: Pick<PhotoshopLink, 'environment' | 'onTheme'>): Surroundings {
  const system = systemSurroundings();
  let { theme } = environment;
  return {
    isDark: () => (theme === null ? system.isDark() : theme.startsWith('dark')),
    onChange(listener) {
      system.onChange(listener);
      onTheme((next) => {
        theme = next;
        listener();
      });
    },
  };
}
