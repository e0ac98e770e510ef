import type { enSettings } from './en-settings';

const TILE_HELP = '分块边长，以工作图片的像素计。';
const TILES = { auto: '自动', off: '关', size: '指定' };

export const zhCNSettings: typeof enSettings = {
  restorer: {
    label: '引擎',
    help: 'SUPIR 使用您自己的模型文件，在显卡上修复。“快速”为内置引擎，只需几秒。“ComfyUI 服务器”在您自己的 ComfyUI 上运行 SUPIR，可在本机或另一台电脑上。',
    option: { auto: '自动', supir: 'SUPIR', fast: '快速', remote: 'ComfyUI 服务器' },
  },

  presetStyle: {
    label: '预设',
    help: '“画质”重建更多细节，“保真”更接近原图。未选择时跟随 SUPIR 文件。',
    option: { quality: '画质', fidelity: '保真' },
  },
  lightning: {
    label: 'Lightning',
    help: '只用很少的步数。适用于为此蒸馏的大模型（Lightning）。',
  },
  prompt: {
    label: '提示词',
    help: '用几个英文单词描述画面内容，可以留空。SUPIR 对提示词和质量提示词总共只读取 75 个词元，约 50 个英文单词。',
    placeholder: '画面内容',
  },
  fidelity: { label: '保真度', help: '向右更接近原图，向左更自由；正中即为预设。' },

  variants: {
    label: '变体',
    help: '每次点击依次生成几个结果：先用当前种子，再用其后的数字。第一个直接插入（“完成后立即插入”关闭时除外），其余待您挑选。',
  },

  scale: { label: '倍数', help: '修复后的图片相对于选区的放大倍数。1× 只修复，不放大。' },
  mode: {
    label: '输出',
    help: '修复后的图片以何种方式回到文档。',
    option: { 'in-place': '原位', enlarge: '放大文档', 'smart-object': '智能对象' },
  },
  strength: { label: '强度', help: '采用多少修复后的画面，其余部分为平滑缩放的原图。' },
  faithful: {
    label: '忠于原图',
    help: '使结果缩小后与原图一致。适合干净的图片；对有噪点或压缩痕迹的图片会把噪点带回来。',
  },
  maskGrow: { label: '扩展', help: '将图层蒙版的边缘向外移动（文档像素），负值向内移动。' },
  maskFeather: { label: '羽化', help: '柔化图层蒙版的边缘（文档像素）。' },

  seed: { label: '种子', help: '种子和设置相同，结果就相同。' },
  sampler: {
    label: '采样器',
    help: 'EDM 为官方选择；DPM++ 2M 用于 Lightning。',
    option: { edm: 'EDM', dpmpp: 'DPM++ 2M' },
  },
  steps: { label: '步数', help: '步数越多，用时越长，细节越完善。' },
  churn: { label: '扰动', help: 's_churn：每一步加入的噪声（仅 EDM）。' },
  noiseScale: { label: '噪声比例', help: 's_noise：所加噪声的强度。' },
  eta: { label: 'Eta', help: '每一步放回的噪声（仅 DPM++）。' },

  cfgStart: { label: 'CFG 起始', help: '噪声较高时提示词的引导强度。' },
  cfgEnd: { label: 'CFG 结束', help: '最后阶段提示词的引导强度。' },
  controlStart: { label: '控制起始', help: '噪声较高时原图对画面的约束强度。' },
  controlEnd: { label: '控制结束', help: '最后阶段原图对画面的约束强度。' },
  restoreCfg: {
    label: '还原引导',
    help: 'restore_cfg：将画面拉向清理后的原图。−1 为关闭；大于 0 时数值越小，拉力越强。',
  },

  negativePrompt: { label: '反向提示词', help: '不希望结果出现的样子。' },
  qualityPrompt: {
    label: '质量提示词',
    help: '每次运行都会接在您的提示词之后，两者共用 75 个词元。',
  },

  colorFix: {
    label: '颜色',
    help: '让结果与原图的颜色一致。',
    option: { wavelet: '小波', adain: 'AdaIN', none: '关' },
  },
  minSize: { label: '最小尺寸', help: '较小的图片会先放大到此短边长度，再由 SUPIR 处理。' },

  loraStrength: { label: 'LoRA 强度', help: '将 LoRA 加到大模型上的程度；小于 0 则为减去。' },

  weights: {
    label: '权重',
    help: '大型网络在显卡上的存储方式。位数越少，占用显存越少。',
    option: { auto: '自动', f32: '32 位', f16: '16 位', q8: '8 位', q4: '4 位' },
  },
  promptBatch: {
    label: '提示词批次',
    help: '每一步都会读取提示词和反向提示词：一起处理更快，逐个处理占用显存更少。',
    option: { auto: '自动', together: '一起', apart: '逐个' },
  },
  cardMemory: {
    label: '显存容量',
    help: '显卡的显存有多少 GB。浏览器不会提供。填写后，面板能判断任务是否放得下。',
    placeholder: '未知',
  },
  vaeTiles: { label: 'VAE 分块', help: '分块编码和解码大图，占用内存更少。', option: TILES },
  vaeEncoderTile: { label: '编码器', help: TILE_HELP },
  vaeDecoderTile: { label: '解码器', help: TILE_HELP },
  samplerTiles: { label: '采样分块', help: '以重叠的分块采样大图，占用内存更少。', option: TILES },
  samplerTile: { label: '分块', help: TILE_HELP },
  samplerStride: { label: '步距', help: '相邻分块之间的距离，以工作图片的像素计。' },

  device: {
    label: '运行于',
    help: '“自动”会在浏览器支持时通过 WebGPU 使用显卡，否则使用处理器。',
    option: { auto: '自动', webgpu: 'GPU', wasm: 'CPU' },
  },
  insertAtOnce: {
    label: '完成后立即插入',
    help: '关闭时，完成的结果会先保留，可先调整；由您决定何时插入为图层。',
  },
  theme: {
    label: '外观',
    help: '“自动”跟随编辑器或系统。',
    option: { auto: '自动', light: '浅色', dark: '深色' },
  },
  language: { label: '语言', help: '此面板的语言。', option: { auto: '自动' } },
  developer: { label: '开发者选项', help: '在“模型文件”中显示 config.json 的输入。' },
};
