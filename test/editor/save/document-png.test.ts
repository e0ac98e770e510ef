import { decode } from 'fast-png';
import { NO_TEXTS } from '../../../src/editor/document/metadata';
import { documentPng } from '../../../src/editor/save/document-png';
import { fileName } from '../../../src/editor/save/save-document';
import { iccProfile, P3_COLORANTS } from '../../support/picture-files';
import { noiseImage } from '../../support/pictures';

const metadata = { resolution: null, texts: NO_TEXTS };

test('the colour profile goes along', async () => {
  const profile = iccProfile(P3_COLORANTS, 2.2, 'Display P3');
  const png = decode(
    await documentPng(noiseImage(3, 3, 1, 255), { mode: 'rgb', iccProfile: profile, metadata }),
  );
  expect(png.iccEmbeddedProfile!.profile).toEqual(profile);
});

test.each([
  ['photo.JPG', 'psd', 'photo.psd'],
  ['a/b:c*.psd', 'png', 'a-b-c-.png'],
  ['照片', 'png', '照片.png'],
  ['  ', 'png', 'untitled.png'],
] as const)('%s as %s is called %s', (name, extension, wanted) => {
  expect(fileName(name, extension)).toBe(wanted);
});
