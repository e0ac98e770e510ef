import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import template from '../../../panel/photopea-plugin.json';

const ROOT = join(__dirname, '../../..');
const FOLDER = 'https://HOST/FOLDER/';

describe('the plugin entry for Photopea', () => {
  const [plugin] = template.environment.plugins;

  it('names the page’s folder and an icon that Photopea may tint', () => {
    expect(plugin).toEqual({
      name: 'SUPIR Panel',
      url: FOLDER,
      icon: `===${FOLDER}icon-40.png`,
      w: 420,
      h: 700,
    });
  });

  it('is what the README’s address carries', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const [, json = ''] = /^https:\/\/www\.photopea\.com#(.*)$/m.exec(readme) ?? [];
    expect(JSON.parse(json)).toEqual(template);
  });
});
