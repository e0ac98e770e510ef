/** From the bottom up: each room may import only those listed (and itself). Patterns, from the root. */
const ROOMS = {
  'src/core/': [],
  'src/pixels/': ['src/core/'],
  'src/rpc/': ['src/core/'],
  'src/psd/': ['src/(core|pixels)/'],
  'src/onnx/': ['src/core/'],
  'src/weights/': ['src/core/'],
  'src/networks/': ['src/(core|onnx|weights)/'],
  'src/sampling/': ['src/core/'],
  'src/model-files/': ['src/(core|weights)/'],
  'src/comfyui/': ['src/(core|pixels)/'],
  'src/restore/': ['src/(core|pixels|onnx|weights|networks|sampling|comfyui)/'],
  'src/engine/': ['src/(core|rpc|onnx|weights|networks|sampling|restore|comfyui)/'],

  'src/editor/document/': ['src/(core|psd)/'],
  'src/editor/select/': ['src/(core|pixels)/'],
  'src/editor/open/': ['src/(core|pixels|psd)/', 'src/editor/document/'],
  'src/editor/render/': ['src/(core|pixels)/', 'src/editor/document/'],
  'src/editor/history/': ['src/core/', 'src/editor/(document|select)/'],
  'src/editor/save/': ['src/(core|pixels|psd)/', 'src/editor/(document|render)/'],
  'src/editor/insert/': ['src/(core|pixels|psd)/', 'src/editor/(document|open|save)/'],
  'src/editor/[^/]+\\.ts$': ['src/(core|pixels|rpc)/', 'src/editor/(?!view/)'],
  'src/editor/view/': ['src/core/', 'src/editor/'],

  'src/hosts/(host|watched-changes)\\.ts$': ['src/core/'],
  'src/hosts/photopea/': ['src/(core|pixels|rpc|psd)/', 'src/hosts/(host|watched-changes)\\.ts$'],
  'src/hosts/photoshop/': [
    'src/(core|pixels)/',
    'src/comfyui/(errors|network)\\.ts$',
    'src/hosts/(host|watched-changes)\\.ts$',
  ],
  'src/hosts/standalone\\.ts$': [
    'src/core/',
    'src/editor/[^/]+\\.ts$',
    'src/editor/document/size-limit\\.ts$',
    'src/hosts/host\\.ts$',
  ],

  'panel/strings/': ['src/core/'],
  'panel/settings/': ['panel/strings/', 'src/(core|restore)/'],
  'panel/store/': [
    'panel/(settings|strings)/',
    'src/(core|model-files|restore|comfyui|engine)/',
    'src/hosts/host\\.ts$',
    'src/weights/model-file\\.ts$',
    'models/(catalog|known-files)\\.ts$',
  ],
  'panel/models/': [
    'panel/(store|settings)/',
    'src/(core|rpc|weights|model-files|restore)/',
    'models/',
  ],
  'panel/runs/': [
    'panel/(store|settings|models)/',
    'src/(core|pixels|rpc|weights|model-files|restore|engine)/',
    'src/hosts/host\\.ts$',
    'models/',
  ],
  'panel/server/': [
    'panel/(store|settings)/',
    'panel/views/view-input\\.ts$',
    'src/(core|restore|comfyui|engine)/',
  ],
  'panel/views/': ['panel/(store|settings|strings)/', 'src/(core|restore|model-files)/'],
};

const roomRules = Object.entries(ROOMS).map(([room, below]) => ({
  name: `room-${room.replace(/[^a-z|-]+/g, '-').replace(/-$/, '')}`,
  comment: `may import only: ${below.join(', ') || 'nothing of ours'}`,
  severity: 'error',
  from: { path: `^${room}` },
  to: {
    path: '^(src|panel|test|scripts|models)/',
    pathNot: [room, ...below].map((path) => `^${path}`),
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
      comment: 'onnxruntime-web runs behind one file; its types stay beside it',
      severity: 'error',
      from: { path: '^(src|panel)/', pathNot: '^src/onnx/runtime\\.ts$' },
      to: { path: 'node_modules/onnxruntime-web', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'runtime-types-in-their-room',
      severity: 'error',
      from: { path: '^(src|panel)/', pathNot: '^src/onnx/' },
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
      comment: 'What the recipes share knows none of them',
      severity: 'error',
      from: { path: '^src/restore/', pathNot: '^src/restore/(fast|supir|remote)/' },
      to: { path: '^src/restore/(fast|supir|remote)/' },
    },
    {
      name: 'recipes-apart',
      severity: 'error',
      from: { path: '^src/restore/(fast|supir)/' },
      to: { path: '^src/restore/(fast|supir|remote)/', pathNot: '^src/restore/$1/' },
    },
    {
      name: 'remote-is-supir-elsewhere',
      comment: 'Sizes, colours and the way back to them are those of supir; its networks are not',
      severity: 'error',
      from: { path: '^src/restore/remote/' },
      to: {
        path: '^src/restore/(fast|supir)/',
        pathNot: '^src/restore/supir/(color-fix|working-picture|working-size|write-result)\\.ts$',
      },
    },
    {
      name: 'server-in-remote-only',
      comment: 'Of the recipes one alone goes to a server',
      severity: 'error',
      from: { path: '^src/restore/', pathNot: '^src/restore/remote/' },
      to: { path: '^src/comfyui/' },
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
