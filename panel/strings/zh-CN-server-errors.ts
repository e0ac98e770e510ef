import type { ErrorTexts } from './error-text';

const UPDATE_BOTH = '请更新 ComfyUI 和本面板。';
const RETRY = '请重试。';
const OUTPUT = '请查看 ComfyUI 的输出。';

/** Errors of a ComfyUI server of the person's own, of the way to it and of what it does. */
export const zhCNServerErrors: ErrorTexts = {
  'comfy-address-invalid': {
    message: '这不是服务器的地址。',
    hint: '请写成 http://127.0.0.1:8188，或以 https:// 开头加主机名。',
  },
  'comfy-address-credentials': {
    message: '地址中含有用户名或密码。',
    hint: '请将其从地址中删除，改写一行标头，例如“Authorization: Basic …”。',
  },
  'comfy-headers-invalid': {
    message: '第 {line} 行标头无法发送。',
    hint: '每行写作“名称: 值”，最多 8 行，不可重复，也不可使用浏览器自行设置的标头。',
  },
  'comfy-header-invalid': {
    message: '这一行标头无法发送。',
    hint: '每行写作“名称: 值”，最多 8 行，不可重复，也不可使用浏览器自行设置的标头。',
  },
  'comfy-answer-hidden': {
    message: '服务器有应答，但它对 {path} 的答复未向本页面开放。',
    hint: '服务器可能出错，或发送的内容对它或其前端代理来说过大。请查看 ComfyUI 的输出。',
  },
  'comfy-secret-in-the-open': {
    message: '标头会未经加密地发往 {origin}。',
    hint: '请使用 https 地址，或确认途中任何人都可读取它们。',
  },
  'comfy-unreachable': {
    message: '{origin} 没有应答，或不应答此页面。',
    hint: '请确认 ComfyUI 正在那里运行，然后按“测试连接”：它会说明受阻的原因。',
  },
  'comfy-redirected': {
    message: '{origin} 转向了另一个地址。',
    hint: '那多半是登录页面。请填写 ComfyUI 本身应答的地址，或能让您进入的标头。',
  },
  'comfy-answer-too-large': {
    message: '服务器的应答超出了此类应答可能的大小。',
    hint: '请检查地址：在那里应答的可能不是 ComfyUI。',
  },
  'comfy-timeout': {
    message: '服务器在 {seconds} 秒内没有应答。',
    hint: '它可能正忙，或连接较慢。' + RETRY,
  },
  'comfy-refused': {
    message: '{origin} 拒绝此页面。',
    hint: '请按“测试连接”：它会说明应如何启动 ComfyUI。',
  },
  'comfy-sign-in': {
    message: '{origin} 要求说明身份。',
    hint: '请填写它接受的标头，例如“Authorization: Bearer …”。',
  },
  'comfy-not-comfy': {
    message: '在 {origin} 应答的不是 ComfyUI。',
    hint: '请检查地址和端口。它前面可能有登录页面或隧道的页面。',
  },
  'comfy-proxy-failed': {
    message: '{origin} 处 ComfyUI 前面的代理没有得到它的应答（{status}）。',
    hint: 'ComfyUI 可能正在启动，或已停止。请稍后重试。',
  },
  'comfy-relay-gone': {
    message: '面板自己的服务器负责将请求转发给 ComfyUI，但它没有应答。',
    hint: '请用 npm start 重新启动它，或在“ComfyUI 服务器”下点击“直接连接”。',
  },
  'comfy-relay-taken': {
    message: '面板的另一个页面正在使用另一台 ComfyUI 服务器。',
    hint: 'npm start 同一时间只向一台服务器转发。请先在那里完成，再在此重试。',
  },
  'comfy-bad-answer': {
    message: '服务器对 {path} 的应答没有意义（{field}）。',
    hint: 'ComfyUI 可能比本面板所知的更旧或更新。请更新两者后重试。',
  },
  'comfy-server-failed': {
    message: '服务器在 {path} 处出错（{status}）。',
    hint: OUTPUT + RETRY,
  },
  'comfy-upload-too-large': {
    message: '图像超出了服务器接受的大小。',
    hint: '请选择较小的分块，或以更大的 --max-upload-size 启动 ComfyUI。',
  },
  'comfy-node-missing': {
    message: '服务器没有节点 {nodes}。',
    hint: '请更新 ComfyUI：自 0.20.0 起它自带 SUPIR。',
  },
  'comfy-file-missing': {
    message: '服务器的列表中没有“{file}”。',
    hint: '请从它的列表中选择文件。列表随其文件夹而变。',
  },
  'comfy-input-unknown': {
    message: '服务器的节点 {node} 没有输入“{input}”。',
    hint: '其 ComfyUI 比本面板所知的更旧或更新。' + UPDATE_BOTH,
  },
  'comfy-input-new': {
    message: '服务器的节点 {node} 需要本面板不认识的输入“{input}”。',
    hint: '其 ComfyUI 比本面板更新。请更新本面板。',
  },
  'comfy-value-refused': {
    message: '服务器的节点 {node} 不接受此“{input}”：{reason}',
    hint: '请为它选择其他值。',
  },
  'comfy-graph-refused': {
    message: '服务器不接受此次运行：{reason}',
    hint: UPDATE_BOTH,
  },
  'comfy-upload-gone': { message: '服务器上已没有上传的图像。', hint: RETRY },
  'comfy-out-of-memory': {
    message: '服务器显卡的显存不足。',
    hint: '请选择较小的分块或尺寸，或关闭占用该显卡的其他程序。',
  },
  'comfy-file-deleted': {
    message: '服务器上已没有某个模型文件。',
    hint: '请将它放回，或从随文件夹而变的列表中另选一个。',
  },
  'comfy-checkpoint-unknown': {
    message: '服务器不认识大模型的文件。',
    hint: '请选择 SDXL 模型。',
  },
  'comfy-checkpoint-incomplete': {
    message: '大模型的文件缺少文本编码器或自编码器。',
    hint: '请选择完整的 SDXL 模型，而不是只含 UNet 的文件。',
  },
  'comfy-patch-unusable': {
    message: '选作 SUPIR 模型的文件并不是 SUPIR。',
    hint: '请选择 SUPIR v0-Q 或 v0-F。',
  },
  'comfy-base-unusable': {
    message: '此大模型与 SUPIR 不匹配。',
    hint: 'SUPIR 需要 SDXL 模型：SD 1.5、精修模型和其他系列均不可用。',
  },
  'comfy-file-damaged': {
    message: '服务器上的某个模型文件已损坏或未完整下载。',
    hint: '请在那里重新下载。',
  },
  'comfy-run-failed': {
    message: '服务器的节点 {node} 失败：{reason}',
    hint: OUTPUT,
  },
  'comfy-run-interrupted': {
    message: '有人在服务器上停止了此次运行。',
    hint: '请重试，或询问还有谁在使用它。',
  },
  'comfy-wrapper-broken': {
    message: '服务器上的 ComfyUI-SUPIR 扩展无法与其较新的库一起工作。',
    hint: '请更新 ComfyUI：自 0.20.0 起它自带 SUPIR 节点，不再需要该扩展。',
  },
  'comfy-run-removed': {
    message: '服务器已不认识此次运行：它被移出了那里的队列，或 ComfyUI 已重新启动。',
    hint: RETRY,
  },
  'comfy-server-stopped': {
    message: 'ComfyUI 在运行中途两次停止。',
    hint: '其计算机的内存可能不足。请选择较小的分块，并查看 ComfyUI 的输出。',
  },
  'comfy-result-missing': {
    message: '运行已完成，但服务器没有其图像。',
    hint: RETRY,
  },
  'comfy-result-unusable': {
    message: '服务器的图像无法使用：{reason}。',
    hint: '请重试。如果仍然如此，在此地址应答的可能是其他程序。',
  },
  'server-address-missing': {
    message: '面板中没有 ComfyUI 服务器的地址。',
    hint: '请在“ComfyUI 服务器”下填写地址，然后点击“测试连接”。',
  },
  'server-files-missing': {
    message: '尚未选择服务器上的模型文件。',
    hint: '请在“ComfyUI 服务器”下点击“测试连接”，然后从找到的文件中选择。',
  },
  'server-supir-missing': {
    message: '尚未选择服务器上的 SUPIR 文件。',
    hint: '请在“ComfyUI 服务器”下选择。',
  },
  'server-base-missing': {
    message: '尚未选择服务器上的大模型。',
    hint: '请在“ComfyUI 服务器”下选择一个 SDXL 大模型。',
  },
  'server-licence-open': {
    message: '尚未接受 SUPIR 权重的使用条款。',
    hint: '请在“ComfyUI 服务器”下阅读并接受，或使用“快速”引擎。',
  },
  'server-privacy-open': {
    message: '您尚未允许将图片发送到此服务器。',
    hint: '请在“ComfyUI 服务器”下阅读哪些内容会离开这台电脑，并允许。',
  },
};
