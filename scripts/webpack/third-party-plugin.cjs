'use strict';

const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');

const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i;
const RULE = '-'.repeat(80);

/** Apache-2.0 is the same text for all; this package brings it where another only names it. */
const APACHE_TEXT_IN = 'comlink';

/** Lists every package that is in the built page with its licence, next to the page. */
class ThirdPartyPlugin {
  constructor(file = 'licenses/THIRD-PARTY.txt') {
    this.file = file;
  }

  apply(compiler) {
    compiler.hooks.thisCompilation.tap('ThirdPartyPlugin', (compilation) => {
      const stage = compiler.webpack.Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL;
      compilation.hooks.processAssets.tap({ name: 'ThirdPartyPlugin', stage }, () => {
        const text = noticesOf(packagesOf(compilation.modules));
        compilation.emitAsset(this.file, new compiler.webpack.sources.RawSource(text));
      });
    });
  }
}

/** The folders of the packages that the modules come from. */
function packagesOf(modules) {
  const folders = new Set();
  for (const outer of modules) {
    for (const { resource } of outer.modules ?? [outer]) {
      const folder = typeof resource === 'string' ? packageFolder(resource) : null;
      if (folder !== null) folders.add(folder);
    }
  }
  return folders;
}

function packageFolder(resource) {
  const mark = `${path.sep}node_modules${path.sep}`;
  const at = resource.lastIndexOf(mark);
  if (at < 0) return null;
  const [first, second] = resource.slice(at + mark.length).split(path.sep);
  const name = first.startsWith('@') ? path.join(first, second) : first;
  return path.join(resource.slice(0, at + mark.length), name);
}

function noticesOf(folders) {
  const packages = [...folders]
    .map((folder) => {
      const about = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
      const text = licenceText(folder) ?? sharedText(folder, about) ?? '';
      return { title: `${about.name} ${about.version}`, licence: about.license ?? '', text };
    })
    .sort((a, b) => (a.title < b.title ? -1 : 1));
  const byText = groupBy(packages, ({ text }) => text);
  const list = packages.map(({ title, licence }) => `${title} (${licence})`).join('\n');
  const texts = [...byText.values()]
    .filter(([first]) => first.text !== '')
    .map((group) => `${group.map(({ title }) => title).join('\n')}\n\n${group[0].text.trim()}`);
  return `This page contains:\n\n${list}\n\n${RULE}\n\n${texts.join(`\n\n${RULE}\n\n`)}\n`;
}

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function licenceText(folder) {
  const files = readdirSync(folder).filter((name) => LICENCE_FILE.test(name));
  return files.length === 0
    ? null
    : files.map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n\n');
}

function sharedText(folder, { license }) {
  if (license !== 'Apache-2.0') return null;
  const root = folder.slice(0, folder.indexOf(`node_modules${path.sep}`));
  return licenceText(path.join(root, 'node_modules', APACHE_TEXT_IN));
}

module.exports = { ThirdPartyPlugin };
