import type { Strings } from './en';

export const zhCNServer: Strings['server'] = {
  title: 'ComfyUI 服务器',
  none: '尚无地址',
  intro:
    '在您自己的 ComfyUI 服务器上用 SUPIR 修复：可以在本机、另一台电脑或租用的电脑上。此时不提供“在此试一块”和“停止并保留”。',

  address: '地址',
  addressHelp: 'ComfyUI 启动后会显示它，在“To see the GUI go to”之后。',
  addressWrong: '这不是服务器的地址。请写成 http://127.0.0.1:8188。',
  addressSecret: '地址中含有用户名或密码。请改写一行标头。',

  headers: {
    title: '标头',
    none: '无',
    explained:
      '用于需要密钥的服务器。标头只保存在此设备上，只发往此地址，不会出现在任何文档、日志或报告中。更换地址会将其清除。',
    line: '新的一行标头',
    add: '添加',
    remove: (name) => `移除 ${name}`,
    open: (origin) => `${origin} 未加密：途中任何人都能读取这些标头。`,
    allowOpen: '仍然发送',
  },

  test: {
    start: '测试连接',
    cancel: '取消测试',
    going: '正在用一小张噪点图片测试连接…',
    connected: (origin) => `已连接到 ${origin}。测试图片发送到那里，并原样传回。`,
    facts: {
      version: 'ComfyUI 版本',
      device: '设备',
      memory: '显存',
      speed: '测试图片',
      messages: '进度',
      nodes: '节点',
    },
    unknown: '未告知',
    memoryValue: (free, total) => `可用 ${free}，共 ${total}`,
    speedValue: (time, perSecond) => `${time}，上传每秒 ${perSecond}`,
    messagesValue: {
      socket: '步数和预览',
      polling: '没有套接字：无步数和预览',
    },
    nodesValue: { native: 'ComfyUI 自带的 SUPIR', wrapper: 'ComfyUI-SUPIR 扩展' },
    noNodes:
      '此服务器没有 SUPIR 的节点。请将 ComfyUI 更新到 0.20.0 或更新版本，或安装 ComfyUI-SUPIR 扩展，然后重新测试。',
  },

  obstacle: {
    'refuses-pages': (origin) =>
      `${origin} 有程序在运行，但拒绝此页面。ComfyUI 默认就是如此：只有以特定参数启动时，它才应答其他地址的页面。`,
    'refuses-headers': (origin) =>
      `${origin} 会应答此页面，但不允许其他地址的页面发送这些标头。ComfyUI 本身只接受 Authorization。`,
    'local-permission': (origin) =>
      `${origin} 位于本机或本地网络中，页面须经您许可才能访问：浏览器会先询问。`,
    'browser-blocks-local': (origin) => `此浏览器不允许互联网上的页面访问 ${origin}。`,
    'mixed-content': (origin) => `此页面是加密的，而 ${origin} 不是：浏览器不允许前者访问后者。`,
    'photopea-blocks-local': (origin) => `Photopea 不允许来自互联网的插件访问 ${origin}。`,
    'no-origin': (origin) =>
      `此页面没有自己的地址（在 Photoshop 中即是如此）：${origin} 只有以特定参数启动时才会应答。`,
    'nothing-answers': (origin) =>
      `${origin} 没有应答。ComfyUI 可能未启动或正在启动，地址或端口可能不同，也可能使用了此浏览器不认识的证书。`,
    'silent-or-refuses': (origin) =>
      `此页面得不到 ${origin} 的应答。如果 ComfyUI 正在那里运行，那么它拒绝了此页面：只有以特定参数启动时，它才应答其他地址的页面。也可能它未启动，或在另一个地址。`,
  },

  way: {
    title: '以下办法之一可行，最可能的在前：',
    'start-with-flags': '请关闭 ComfyUI，并在其启动命令后加上以下内容重新启动：',
    'start-with-flags-then': '这会使 ComfyUI 不再检查任何地址的页面。然后点击“测试连接”。',
    listen: '使用 --listen 后，其网络中的任何人都可以使用它。',
    desktop:
      '在 ComfyUI 桌面版中：Settings、Server-Config、Enable CORS header，以参数后面的地址为其值。',
    'allow-local': '请在地址栏旁的网站设置中允许此页面访问本地网络，然后点击“测试连接”。',
    https: '请为服务器提供 https 地址，例如通过隧道或前置代理。',
    plugin:
      '不使用标头时，由 Photoshop 插件自身访问服务器，无需任何启动参数。在 macOS 上可能需要 https 地址。',
    'other-browser': '请换用其他浏览器，例如 Chrome、Edge 或 Firefox。',
    'check-address':
      '请查看 ComfyUI 启动后打印的内容：“To see the GUI go to: …”后面就是地址。桌面版的地址通常是 http://127.0.0.1:8000。',
  },
  copyFlags: '复制',

  relay: {
    used: '面板在本机的服务器（npm start）会将请求转发给 ComfyUI。',
    direct: '直接连接',
    offered: '面板可以通过自己在本机的服务器转发请求：这样 ComfyUI 就不需要任何参数。',
    use: '使用转发',
    elsewhere: '请在本机用 npm start 启动面板：它自己的服务器会转发请求，ComfyUI 不需要任何参数。',
  },

  files: {
    title: '服务器上的文件',
    supir: 'SUPIR 文件',
    sdxl: '大模型（SDXL checkpoint）',
    choose: '请选择…',
    none: '未找到',
    where: {
      native: 'SUPIR 文件应放在 models/model_patches，大模型应放在 models/checkpoints。',
      wrapper: '两个文件都应放在 models/checkpoints。',
    },
    again: '列表随文件夹而变：更改后请重新测试。',
  },

  omissions: {
    title: '与本机不同之处',
    name: {
      churn: '扰动：服务器不会在各步中再次加入噪声。',
      'guidance-line': 'CFG：各步使用同一个值，因为服务器早于 0.24.0。',
      'restore-guidance': '修复引导：此采样器不支持。',
      'color-style': '颜色校正：以原图为准，因为清理后的图片留在服务器上。',
      weights: '权重：以服务器启动时的设置为准。',
      'encoder-tiles': 'VAE 编码分块：由服务器决定。',
      'decoder-tiles': 'VAE 解码分块：按服务器自己的步进。',
      'result-depth': '结果：每通道 8 位。',
    },
    limits: (setting) => `${setting}：服务器有自己的范围。`,
    values: (wanted, used) => `（要求 ${wanted}，实际 ${used}）`,
    lora: 'LoRA：服务器上不使用。',
  },

  privacy: {
    title: '哪些内容会离开这台电脑',
    leaves: (origin) =>
      `发往 ${origin} 的有：图片中选中的部分及其周围（以修复时的尺寸），以及您的提示词和设置。`,
    stays: '留在这台电脑上的有：文档的其余部分、其名称和蒙版。',
    there:
      '在那里，图片及其结果（结果文件中含有提示词和设置）会留在 ComfyUI 的临时文件中，直到它重新启动。能访问该服务器的人都可能看到它们。结果传回后，其历史记录中的条目会被删除。',
    accept: (origin) => `允许发送到 ${origin}`,
    accepted: (origin) => `您允许将图片和提示词发送到 ${origin}。`,
    withdraw: '撤回',
  },

  run: {
    uploading: (size) => `正在发送图片，${size}…`,
    ahead: (count) => `正在服务器上排队：前面还有 ${count} 个`,
    next: '正在服务器上排队：下一个就是您的',
    lost: '服务器没有回应。面板正在等待；运行在那里继续。',
    polling: '与服务器之间没有套接字：看不到步数和预览。',
    found: '运行仍在服务器上，继续进行。',
    again: 'ComfyUI 重新启动过：图片已再次发送。',
    stopping: {
      waiting: '正在等待服务器停止已取消的运行：它会在下一步停止，加载文件时则不会。',
      unknown: '服务器没有确认已停止：已取消的运行可能仍在那里继续。',
    },
  },

  sent: {
    title: '服务器上还有一次运行',
    text: (origin) =>
      `${origin} 工作期间此页面被关闭。请再次选择相同的部分并点击“放大修复”：设置相同时会在那里找到它，不会重复计算。`,
    forget: '关闭',
  },

  result: {
    server: '服务器',
    serverValue: (origin, version) => `${origin}，ComfyUI ${version}`,
    traffic: '流量',
    trafficValue: (sent, received) => `发送 ${sent}，接收 ${received}`,
    otherwise: '不同之处',
    kept: '留在那里',
    keptValue: '未能从服务器的历史记录中删除此次运行的条目。',
  },

  smallerTiles: {
    title: (size) => `${size} 的分块`,
    price: '服务器所需的显存更少。',
    now: (size) => `当前为 ${size}。`,
  },
};
