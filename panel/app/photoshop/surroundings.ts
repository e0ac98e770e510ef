import type { PhotoshopLink } from '../../../src/hosts/photoshop/page/connect';
import { systemSurroundings, type Surroundings } from '../look';

/**
 * Photoshop's own theme, which the plugin tells: the webview's media query tells the operating
 * system's. Where it is not known the system's is the better guess.
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
