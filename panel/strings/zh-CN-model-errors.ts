import type { ErrorTexts } from './error-text';

const CHOOSE_BASE = '请选择包含 VAE 和文本编码器的完整 SDXL 大模型（.safetensors）。';
const CHOOSE_EITHER = 'SUPIR 需要 SUPIR-v0Q 或 SUPIR-v0F 文件，以及一个 SDXL 大模型。';

const other = (what: string, hint = CHOOSE_EITHER): ErrorTexts[string] => ({
  message: `“{file}”${what}`,
  hint,
});

/** Files of kinds that SUPIR does not use. */
const WRONG_KIND: ErrorTexts = {
  'model-is-pickle': other(
    '是 PyTorch 1.6 之前的文件或其他 pickle 文件，可能包含可执行代码，无法使用。',
    '请下载 .safetensors 版本，或用较新的 PyTorch 重新保存。',
  ),
  'model-is-gguf': other('是 GGUF 文件。', '请使用 .safetensors 版本。'),
  'model-is-onnx': other('是 ONNX 文件。', '请使用原始的 .safetensors 文件，无需转换。'),
  'model-is-web-page': other(
    '是网页，而不是模型文件。',
    '下载可能需要先登录或接受许可，或者地址指向的是介绍页面；请下载文件本身。',
  ),
  'model-is-archive': other('是压缩包。', '请先解压，再选择其中的 .safetensors 文件。'),
  'model-is-sd1': other('是 Stable Diffusion 1.x 大模型。', CHOOSE_BASE),
  'model-is-sd2': other('是 Stable Diffusion 2.x 大模型。', CHOOSE_BASE),
  'model-is-sdxl-refiner': other('是 SDXL Refiner（精炼模型）。', CHOOSE_BASE),
  'model-is-inpainting': other(
    '是有 {channels} 个输入通道（而非 4 个）的 SDXL 模型，局部重绘和编辑模型即是如此。',
    CHOOSE_BASE,
  ),
  'model-is-controlnet': other('是 ControlNet 或适配器。'),
  'model-is-diffusers': other(
    '是 diffusers 文件夹的一部分。',
    '请选择原始结构的单文件版本；对于 SDXL Lightning，请选择名称中不含“_unet”的文件。',
  ),
  'model-is-vae': other('只是一个 VAE。', CHOOSE_BASE),
  'model-is-text-encoder': other('只是一个文本编码器。', CHOOSE_BASE),
  'model-is-embedding': other('是文本反演（embedding）文件。', CHOOSE_BASE),
  'model-is-unet-only': other('是大模型或其一部分，其中没有名为“{part}”的内容。', CHOOSE_BASE),
  'model-is-flux': other('是 Flux 模型。', CHOOSE_BASE),
  'model-is-sd3': other('是 Stable Diffusion 3.x 模型。', CHOOSE_BASE),
  'model-is-upscaler': other('是 ESRGAN 一类的放大模型。'),
  'model-is-quantised': other(
    '的权重以无法读取的方式量化（{type}）。',
    '请使用 16 位或 32 位浮点数的版本；面板可以在加载时自行量化。',
  ),
  'model-unknown': other('不是面板认识的模型（例如含有 {tensor}）。'),
  'model-incomplete': other(
    '中有 {missing} 个模型张量未以发布时的名称找到，第一个是 {tensor}。',
    '文件可能不完整，也可能使用了其他名称；请选择原样发布的模型文件。',
  ),
};

const CHOOSE_EPSILON =
  'SUPIR 需要预测噪声（epsilon）的 SDXL 大模型；SDXL base 1.0 和大多数大模型都是如此。';

/** SDXL checkpoints that predict something other than the noise. */
const PREDICTION: ErrorTexts = {
  'model-is-v-prediction': other('是 v-prediction 的 SDXL 模型。', CHOOSE_EPSILON),
  'model-is-v-prediction-zero-snr': other(
    '是 v-prediction 并采用零终端信噪比（zero terminal SNR）的 SDXL 模型。',
    CHOOSE_EPSILON,
  ),
  'model-is-zero-snr': other(
    '是采用零终端信噪比（zero terminal SNR）的 SDXL 模型。',
    CHOOSE_EPSILON,
  ),
  'model-is-edm-v-prediction': other('是 v-prediction 的 EDM 模型（如 CosXL）。', CHOOSE_EPSILON),
  'model-is-edm': other('是 EDM 模型（如 Playground v2.5）。', CHOOSE_EPSILON),
  'model-predicts-picture': other(
    '按其自身的名称，直接预测画面（x0），如一步 Lightning 模型。',
    CHOOSE_EPSILON,
  ),
  'model-prediction-unknown': other(
    '的元数据称其预测“{prediction}”，面板不认识这种方式。',
    CHOOSE_EPSILON,
  ),
};

/** Low-rank files. */
const LORA: ErrorTexts = {
  'model-lora-other-base': other('是适用于 {base} 的 LoRA。', '请选择适用于 SDXL 的 LoRA。'),
  'model-lora-kind': other(
    '属于 {kind} 类型，无法在此合并。',
    '请选择普通的 LoRA，或已合并该文件的大模型。',
  ),
  'model-lora-unfit': other(
    '的 {total} 个层中有 {count} 个与大模型的权重不符，第一个是 {layer}。',
    '该文件完全不会被使用。它可能适用于其他模型；请选择适用于 SDXL 的 LoRA。',
  ),
  'model-lora-damaged': other(
    '无法使用：其中的层“{layer}”有误（{reason}）。',
    '请重新下载该文件，或选择其他 LoRA。',
  ),
  'model-lora-too-strong': other(
    '在此强度下使“{tensor}”超出 16 位浮点数的范围。',
    '请降低 LoRA 强度。',
  ),
};

/** Files that cannot be read. */
const READING: ErrorTexts = {
  'model-checkpoint-invalid': {
    message: '“{file}”不是可用的 PyTorch 检查点：{reason}。',
    hint: '请重新下载，或选择该模型的 .safetensors 版本。',
  },
  'model-checkpoint-unsafe': {
    message: '“{file}”要求载入“{import}”，而张量并不需要它；此类文件在读取时可能运行程序。',
    hint: '面板只读取仅含张量的检查点。请选择该模型的 .safetensors 版本。',
  },
  'model-names-collide': {
    message: '“{file}”中有两个张量对应同一个名称“{tensor}”。',
    hint: '无法判断应使用哪一个；请选择原样发布的文件。',
  },
  'clip-merges-invalid': {
    message: '面板的分词文件不完整：{reason}。',
    hint: '请重新加载页面；如果仍然失败，请重新安装面板。',
  },
};

/** The two files as a pair, and the conditions of their use. */
const PAIR: ErrorTexts = {
  'models-missing': {
    message: 'SUPIR 需要的两个文件尚未选择。',
    hint: '请在“模型文件”中选择 SUPIR 文件和一个 SDXL 大模型，或改用“快速”引擎。',
  },
  'supir-model-missing': {
    message: '“{file}”是大模型，还缺少 SUPIR 文件。',
    hint: '请在“模型文件”中选择 SUPIR-v0Q 或 SUPIR-v0F，或改用“快速”引擎。',
  },
  'base-model-missing': {
    message: '“{file}”是 SUPIR 文件，还缺少 SDXL 大模型。',
    hint: '请在“模型文件”中选择一个 SDXL 大模型，或改用“快速”引擎。',
  },
  'two-base-models': {
    message: '“{first}”和“{second}”都是 SDXL 大模型，缺少 SUPIR 文件。',
    hint: '请选择 SUPIR-v0Q 或 SUPIR-v0F 文件。',
  },
  'two-supir-models': {
    message: '“{first}”和“{second}”都是 SUPIR 文件，缺少 SDXL 大模型。',
    hint: CHOOSE_BASE,
  },
  'models-do-not-fit': {
    message: '“{supir}”与“{sdxl}”的规格不一致。',
    hint: '请选择规格相同的两个文件；已发布的 SUPIR 适用于任何 SDXL 大模型。',
  },
  'lora-does-not-fit': {
    message: 'LoRA 适用的大模型规格不同。',
    hint: '请在“模型文件”中移除它，或选择其他 LoRA。',
  },
  'model-config-needed': {
    message: '这些模型文件不是已发布的规格。',
    hint: '请在“模型文件”中选择与其配套的 config.json（需打开开发者选项）。',
  },
  'model-access-needed': {
    message: '浏览器需要您再次允许读取模型文件。',
    hint: '请在“模型文件”中点击“重新允许访问”。',
  },
  'model-choose-again': {
    message: '浏览器已不知道模型文件的位置。',
    hint: '请在“模型文件”中重新选择。',
  },
  'model-licence-open': {
    message: '尚未接受 SUPIR 权重的使用条款。',
    hint: '请在“模型文件”中阅读并接受，或改用“快速”引擎。',
  },
};

export const zhCNModelErrors: ErrorTexts = {
  ...WRONG_KIND,
  ...PREDICTION,
  ...LORA,
  ...READING,
  ...PAIR,
};
