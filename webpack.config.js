'use strict';

const photoshop = require('./scripts/webpack/photoshop.cjs');
const web = require('./scripts/webpack/web.cjs');

module.exports = (_env, { mode }) => [web(mode), ...photoshop(mode)];
