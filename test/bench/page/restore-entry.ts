import { measure, startEngine } from './engine';

const testPage = { start: startEngine, measure };

export type RestorePage = typeof testPage;

Object.assign(globalThis, { testPage });
