/** The rooms of src/ from the bottom up: each may import only those listed (and itself). */
const ROOMS = {
  core: [],
  pixels: ['core'],
  rpc: ['core'],
  psd: ['core', 'pixels'],
  onnx: ['core'],
  weights: ['core'],
  networks: ['core', 'onnx', 'weights'],
  sampling: ['core'],
  'model-files': ['core', 'weights'],
  restore: ['core', 'pixels', 'onnx', 'weights', 'networks', 'sampling'],
  engine: ['core', 'rpc', 'onnx', 'weights', 'networks', 'sampling', 'restore'],
  editor: ['core', 'pixels', 'rpc', 'psd'],
  hosts: ['core', 'pixels', 'rpc', 'psd', 'editor'],
};

const roomRules = Object.entries(ROOMS).map(([room, below]) => ({
  name: `room-${room}`,
  comment: `src/${room} may import only: ${below.join(', ') || 'nothing of ours'}`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: {
    path: '^(src|panel|test|scripts|models)/',
    pathNot: `^src/(${[room, ...below].join('|')})/`,
  },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'one-runtime',
      comment: 'onnxruntime-web is imported in one file',
      severity: 'error',
      from: { path: '^(src|panel)/', pathNot: '^src/onnx/runtime\\.ts$' },
      to: { path: 'node_modules/onnxruntime-web' },
    },
    {
      name: 'one-bridge',
      comment: 'comlink is imported in src/rpc alone',
      severity: 'error',
      from: { path: '^(src|panel)/', pathNot: '^src/rpc/' },
      to: { path: 'node_modules/comlink' },
    },
    {
      name: 'threads-and-who-calls-them',
      comment: 'src/rpc is for the workers and for those who start them',
      severity: 'error',
      from: {
        path: '^(src|panel)/',
        pathNot:
          '^src/(rpc|engine|editor)/|^src/hosts/photopea/|^panel/(runs/pictures|models|runs/prompts|app)/',
      },
      to: { path: '^src/rpc/' },
    },
    {
      name: 'photoshop-in-uxp-only',
      severity: 'error',
      from: { path: '^(src|panel)/', pathNot: '^src/hosts/photoshop/uxp/' },
      to: { path: '^(photoshop|uxp)$' },
    },
    {
      name: 'restore-below-its-recipes',
      comment: 'What both recipes share knows neither of them',
      severity: 'error',
      from: { path: '^src/restore/', pathNot: '^src/restore/(fast|supir)/' },
      to: { path: '^src/restore/(fast|supir)/' },
    },
    {
      name: 'recipes-apart',
      severity: 'error',
      from: { path: '^src/restore/(fast|supir)/' },
      to: { path: '^src/restore/(fast|supir)/', pathNot: '^src/restore/$1/' },
    },
    {
      name: 'hosts-apart',
      comment: 'A host does not know the other hosts; what they share lies beside them',
      severity: 'error',
      from: { path: '^src/hosts/(photopea|photoshop|standalone)' },
      to: { path: '^src/hosts/(photopea|photoshop|standalone)', pathNot: '^src/hosts/$1' },
    },
    {
      name: 'editor-for-its-host',
      comment: 'The page’s own editor is known to its own host alone',
      severity: 'error',
      from: { path: '^src/hosts/(photopea|photoshop)/' },
      to: { path: '^src/editor/' },
    },
    {
      name: 'editor-without-a-page',
      comment: 'The editor runs in a worker; its page knows it, not the other way round',
      severity: 'error',
      from: { path: '^src/editor/', pathNot: '^src/editor/view/' },
      to: { path: '^src/editor/view/' },
    },
    {
      name: 'product-needs-no-dev-package',
      severity: 'error',
      from: { path: '^(src|panel)/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
        pathNot: '^(photoshop|uxp)$',
      },
    },
    {
      name: 'scripts-know-no-tests',
      comment: 'Of test/, scripts may use the emulated editors',
      severity: 'error',
      from: { path: '^scripts/' },
      to: { path: '^test/', pathNot: '^test/emulators/' },
    },
    {
      name: 'emulators-apart',
      comment:
        'An emulated editor shares no code with what is tested on it, files aside; who runs it brings browser and server',
      severity: 'error',
      from: { path: '^test/emulators/', pathNot: '/witness/|\\.test\\.ts$' },
      to: {
        path: '^(src|panel|models|scripts|test)/',
        pathNot: '^src/(core|psd)/|^test/(emulators|support)/',
      },
    },
    {
      name: 'resolvable',
      comment: 'photoshop and uxp exist inside Photoshop only',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(photoshop|uxp)(/|$)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.test.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['browser', 'import', 'require', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};
