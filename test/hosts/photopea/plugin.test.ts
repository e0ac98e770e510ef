import template from '../../../panel/photopea-plugin.json';
import { photopeaAddress, photopeaPlugin } from '../../../src/hosts/photopea/plugin';

describe('the plugin entry', () => {
  it.each(['https://host/a/panel/', 'https://host/a/panel/index.html?x=1#y'])('of %s', (page) => {
    expect(photopeaPlugin(page)).toEqual({
      name: 'SUPIR Panel',
      url: 'https://host/a/panel/',
      icon: '===https://host/a/panel/icon-40.png',
      w: 420,
      h: 700,
    });
  });

  it('is what the template says', () => {
    const placeholder = 'https://HOST/FOLDER/';
    const [plugin] = template.environment.plugins;
    const { url } = photopeaPlugin(placeholder);
    expect(JSON.parse(JSON.stringify(plugin).replaceAll(placeholder, url))).toEqual(
      photopeaPlugin(placeholder),
    );
  });

  it('comes out of the address as it went in', () => {
    const file = 'data:image/png;base64,AA#%';
    const address = photopeaAddress('http://localhost:8080/', [file]);
    const [page, hash, ...more] = address.split('#');
    expect([page, more]).toEqual(['https://www.photopea.com', []]);
    expect(JSON.parse(decodeURIComponent(hash!))).toEqual({
      files: [file],
      environment: { plugins: [photopeaPlugin('http://localhost:8080/')] },
    });
  });
});
