/** The kinder or stranger readings of facts that nobody could confirm. All off by default. */
export interface Switches {
  /** Reads of pixels, masks and selections work outside modal scopes. */
  readonly readsOutsideModal: boolean;
  readonly bufferCallsNeedModal: boolean;
  readonly lockedThrows: boolean;
  readonly lenientOptions: boolean;
  readonly clamp16: boolean;
  readonly groupReads: boolean;
  /** false: an empty read gives an image of no size. */
  readonly emptyReadRejects: boolean;
  readonly targetSizeFails: boolean;
  readonly cmykConverts: boolean;
  readonly premultiplied: boolean;
  /** The first read after a write fails, then works. */
  readonly flakyReadAfterWrite: boolean;
  readonly depthConverts: boolean;
  readonly maskMustExist: boolean;
  readonly maskOutsideWhite: boolean;
  readonly maskDepthFollowsDoc: boolean;
  /** A mask that is white outside of its data is read on its data alone. */
  readonly whiteMaskTrimmed: boolean;
  /** A layer that comes between a base and what is clipped to it is clipped by that. */
  readonly betweenIsClipped: boolean;
  readonly selectionAllWhite: boolean;
  readonly batchPlayThrows: boolean;
  readonly lifecycleWorks: boolean;
  /** `fs` may read what the user has picked, without full access. */
  readonly pickedPathsReadable: boolean;
  /** Probabilities, 0…1, of each message. */
  readonly reorder: number;
  readonly drop: number;
  readonly duplicate: number;
  /** The longest extra delay, in milliseconds. */
  readonly delay: number;
  /** Text of a message is damaged, 0…1. */
  readonly corrupt: number;
  /** So many of the first messages, in each direction, are lost. */
  readonly loseFirst: number;
  readonly wrapsMessages: boolean;
  /** Larger messages are dropped silently; characters. */
  readonly maxMessage: number;
  /** Bytes of a second that the bridge carries. */
  readonly bridgeSpeed: number;
  readonly hiddenStops: boolean;
  readonly fileOrigin: 'null' | 'file://';
  readonly fileFetch: 'none' | 'chromium' | 'webkit';
  readonly opfs: boolean;
  readonly fileWorkers: boolean;
  readonly gpu: 'adapter' | 'no-adapter' | 'undefined' | 'lost';
  readonly fileInWorkerFails: boolean;
}

export const DEFAULT_SWITCHES: Switches = {
  readsOutsideModal: false,
  bufferCallsNeedModal: false,
  lockedThrows: false,
  lenientOptions: false,
  clamp16: false,
  groupReads: false,
  emptyReadRejects: true,
  targetSizeFails: false,
  cmykConverts: false,
  premultiplied: false,
  flakyReadAfterWrite: false,
  depthConverts: false,
  maskMustExist: false,
  maskOutsideWhite: false,
  maskDepthFollowsDoc: false,
  whiteMaskTrimmed: false,
  betweenIsClipped: false,
  selectionAllWhite: false,
  batchPlayThrows: false,
  lifecycleWorks: false,
  pickedPathsReadable: false,
  reorder: 0,
  drop: 0,
  duplicate: 0,
  delay: 0,
  corrupt: 0,
  loseFirst: 0,
  wrapsMessages: false,
  maxMessage: 4 * 1024 * 1024,
  bridgeSpeed: 50_000_000,
  hiddenStops: false,
  fileOrigin: 'null',
  fileFetch: 'none',
  opfs: false,
  fileWorkers: false,
  gpu: 'adapter',
  fileInWorkerFails: false,
};
