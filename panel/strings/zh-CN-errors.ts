import type { ErrorTexts } from './error-text';
import { zhCNLibraryErrors } from './zh-CN-library-errors';
import { zhCNModelErrors } from './zh-CN-model-errors';
import { zhCNPhotoshopErrors } from './zh-CN-photoshop-errors';
import { zhCNPresetErrors } from './zh-CN-preset-errors';
import { zhCNUnfinishedErrors } from './zh-CN-unfinished-errors';
import { zhCNServerErrors } from './zh-CN-server-errors';

const DOCUMENT: ErrorTexts = {
  'no-document': { message: '没有打开的文档。', hint: '请先打开一张图片。' },
  'no-layer': { message: '没有选中图层。', hint: '请在图层面板中选中一个图层。' },
  'several-layers': { message: '选中了多个图层。', hint: '请在图层面板中只选中一个图层。' },
  'nothing-selected': {
    message: '选区是空的。',
    hint: '请选择要修复的部分，或取消选区以修复整个图层。',
  },
  'selection-outside-layer': {
    message: '选区内没有当前图层的像素。',
    hint: '请选中包含所选画面的图层，或将选区移到该图层上。',
  },
  'layer-outside-canvas': {
    message: '当前图层在画布内没有像素。',
    hint: '请选中在画布上有像素的图层。',
  },
  'layer-has-no-pixels': {
    message: '图层“{name}”本身没有像素。',
    hint: '请选中含有画面的图层；对于图层组，请选中其中的图层或其合并副本。',
  },
  'document-gone': {
    message: '文档已不再打开。',
    hint: '请重新打开文档。已完成的结果会保留：可再次插入，或另存为 PNG。',
  },
  'layer-gone': {
    message: '图层已不在文档中。',
    hint: '请选中一个图层后重试，或将结果另存为 PNG。',
  },
  'result-not-last': {
    message: '插入结果之后文档又有更改，或结果已被撤销。',
    hint: '在 Photopea 中只能替换最新的一步：请撤销结果之后的操作后再次应用，或将结果另存为 PNG。',
  },
  'document-changed': {
    message: '处理期间文档的尺寸或方向已改变：从 {before} 变为 {after}。',
    hint: '结果已保留：可另存为 PNG，或撤销尺寸更改后再次插入。',
  },
  'kept-document-missing': {
    message: '“{name}”不是当前文档。',
    hint: '请以原始尺寸（{width} × {height}）打开该文档，选中结果下方的图层后再次插入；或将结果另存为 PNG。',
  },
  'selection-too-large': {
    message: 'SUPIR 需要一次处理 {width} × {height} 像素。',
    hint: '请选择较小的部分，或选择较小的倍数或较小的最小尺寸。',
  },
  'document-too-large': {
    message:
      '放大后的文档将为 {width} × {height} 像素；每边最多 {maxSide}，总共最多 {maxMegapixels} 百万像素。',
    hint: '请选择较小的倍数，或选择保持文档尺寸的输出方式。',
  },
  'workspace-crashed': {
    message: '页面中保存文档的部分停止了工作。',
    hint: '请重新加载页面并再次打开文档；较小的文档可能有帮助。',
  },
};

const FILES: ErrorTexts = {
  'file-empty': { message: '文件是空的。', hint: '请重新复制或下载该文件。' },
  'file-unreadable': {
    message: '无法读取“{name}”。',
    hint: '文件可能已被移动或删除，或者是一个文件夹。请重新选择。',
  },
  'kept-result-damaged': {
    message: '保留的结果“{name}”已无法读取。',
    hint: '浏览器删除了其中一部分，或磁盘损坏。请删除它，并用相同的设置重新生成。',
  },
  'file-type-unknown': {
    message: '该文件不是 PSD、PNG、JPEG 或 WebP 图片。',
    hint: '请在创建它的程序中存为 PSD 或 PNG 后再打开。',
  },
  'file-truncated': { message: '文件不完整：缺少结尾。', hint: '请重新复制或下载该文件。' },
  'file-damaged': {
    message: '文件已损坏：{what}。',
    hint: '请在创建它的程序中打开并重新保存，然后再试。',
  },
  'file-unsupported': {
    message: '文件使用了此处无法读取的内容：{what}。',
    hint: '请将图片存为 8 位或 16 位 PNG 后再打开。',
  },
  'file-too-large': {
    message:
      '图片为 {width} × {height} 像素；每边最多 {maxSide}，总共最多 {maxMegapixels} 百万像素。',
    hint: '请缩小图片，或裁剪到需要的部分。',
  },
  'file-too-long': {
    message: '{name} 超过 2 GB。',
    hint: '请先在其他程序中裁剪图片或合并图层。',
  },
  'not-a-psd': { message: '这不是 PSD 文件。', hint: '请选择 PSD、PNG、JPEG 或 WebP 文件。' },
  'psd-truncated': {
    message: 'PSD 文件不完整：在 {what} 处中断。',
    hint: '请重新复制或下载该文件。',
  },
  'psd-damaged': {
    message: 'PSD 文件已损坏：{what}。',
    hint: '请在创建它的程序中打开并重新保存，然后再试。',
  },
  'psd-too-large': {
    message: 'PSD 文件过大：{what}。',
    hint: '请缩小图片，或裁剪到需要的部分。',
  },
  'psd-unsupported-mode': {
    message: '无法打开 {mode} 模式的 PSD 文件。',
    hint: '请将文档转换为 RGB（图像 > 模式 > RGB 颜色）后重新保存。',
  },
  'psd-unsupported-depth': {
    message: '无法打开每通道 {depth} 位的 PSD 文件。',
    hint: '请将文档转换为每通道 8 位或 16 位后重新保存。',
  },
  'download-failed': {
    message: '无法加载 {name}。',
    hint: '请检查网络连接，或打开自己的文件。',
  },
};

const ENGINE: ErrorTexts = {
  'no-webgpu': {
    message: '此处无法使用 WebGPU。',
    hint: '请在“高级”中选择“自动”或 CPU，或使用支持 WebGPU 的浏览器和驱动程序。',
  },
  'gpu-unusable': {
    message: '检测到显卡，但无法使用。',
    hint: '重试将在没有 GPU 的情况下继续；也可以更新浏览器和显卡驱动程序。',
  },
  'device-lost': {
    message: '显卡在处理过程中停止了工作。',
    hint: '请重试；如果再次发生，请更新显卡驱动程序或改用 CPU。',
  },
  'out-of-memory': {
    message: '设备内存不足，无法处理此图片。',
    hint: '请关闭其他程序、修复较小的选区，或改用另一种设备。',
  },
  'network-out-of-memory': {
    message: '设备的可用内存容纳不下 SUPIR 的网络。',
    hint: '请在“高级”中选择 4 位权重，关闭其他程序，或使用快速引擎。',
  },
  'no-half-floats': {
    message: '此设备无法使用 16 位浮点数进行计算。',
    hint: '请选择 8 位权重，或由面板自动选择。',
  },
  'network-too-large': {
    message: 'SUPIR 对处理器（wasm）来说太大。',
    hint: '请使用 WebGPU：需要支持它的浏览器和显卡驱动程序。快速引擎也可以在此处运行。',
  },
  'worker-lost': {
    message: '负责计算的部分在完成之前被终止。',
    hint: '请重试；如果再次发生，请修复较小的选区。',
  },
  'runtime-failed': {
    message: '无法启动网络运行时。',
    hint: '请重新加载面板；如果仍然失败，说明服务器上的文件不完整。',
  },
  'network-failed': {
    message: '网络运行时未能完成计算。',
    hint: '请重试；如果再次发生，请改用另一种设备并发送诊断信息。',
  },
  'model-unreachable': {
    message: '无法加载模型文件“{file}”。',
    hint: '请检查网络连接并重新加载面板；如果仍然失败，说明其文件不完整。',
  },
  'model-too-large': {
    message: '“{file}”远大于内置模型。',
    hint: '请检查面板的安装位置；其文件已被替换。',
  },
  'model-header-invalid': {
    message: '“{file}”不是可用的 .safetensors 文件。',
    hint: '请确认文件正确，或重新下载。',
  },
  'model-file-truncated': {
    message: '“{file}”不完整。',
    hint: '如果它仍在下载，请等下载完成后再选择；否则请重新下载。',
  },
  'model-file-unreadable': {
    message: '无法再读取“{file}”。',
    hint: '文件可能在选择之后被移动、更改或删除；请重新选择。',
  },
  'model-tensor-missing': {
    message: '“{file}”中没有张量“{tensor}”。',
    hint: '此文件可能属于其他模型、不完整，或使用了其他张量名称。',
  },
  'model-tensor-shape': {
    message: '“{file}”中“{tensor}”的形状不正确（{shape}）。',
    hint: '此文件可能属于其他模型，或其他规格的模型。',
  },
  'model-tensor-type': {
    message: '“{tensor}”的数据类型是 {type}，而不是浮点数。',
    hint: '请选择权重为 16 位或 32 位浮点数的模型文件。',
  },
  'model-weight-overflow': {
    message: '“{tensor}”中的数值超出 16 位浮点数的范围。',
    hint: '请以 32 位权重运行此模型。',
  },
  'model-config-invalid': {
    message: '无法使用网络描述文件：{reason}。',
    hint: '使用已发布的模型时无需此文件；否则请更正它。',
  },
};

const PHOTOPEA: ErrorTexts = {
  'photopea-busy': {
    message: 'Photopea 正忙：有对话框打开，或仍在处理。',
    hint: '请在 Photopea 中关闭对话框，或等待其完成后重试。',
  },
  'photopea-not-answering': {
    message: 'Photopea 没有响应（{purpose}，{seconds} 秒）。',
    hint: '请稍后重试。如果 Photopea 卡住，请重新加载；结果会保留。',
  },
  'photopea-script-died': {
    message: 'Photopea 在处理请求时中断。',
    hint: '请重试。如果再次发生，请重新加载 Photopea。',
  },
  'photopea-script-refused': {
    message: 'Photopea 无法理解该请求。',
    hint: '此版本的 Photopea 对面板来说可能过旧或过新。',
  },
  'photopea-bad-answer': {
    message: 'Photopea 返回了意外的内容（{what}）。',
    hint: '请重试。如果再次发生，请重新加载 Photopea。',
  },
  'photopea-closed': { message: '与 Photopea 的连接已关闭。', hint: '请重新打开面板。' },
  'photopea-resize-refused': {
    message: 'Photopea 没有放大文档。',
    hint: '请选择较小的倍数，或选择“原位”。',
  },
};

export const zhCNErrors: ErrorTexts = {
  ...DOCUMENT,
  ...FILES,
  ...ENGINE,
  ...PHOTOPEA,
  ...zhCNPhotoshopErrors,
  ...zhCNModelErrors,
  ...zhCNLibraryErrors,
  ...zhCNPresetErrors,
  ...zhCNUnfinishedErrors,
  ...zhCNServerErrors,
};
