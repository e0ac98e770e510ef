/** Builds `dist/web` or `dist/photoshop` unless it is newer than everything it is made of. */
export function ensureBuild(what?: 'web' | 'photoshop'): void;
