import type { WorkspaceStrings } from './en';

export const zhCN: WorkspaceStrings = {
  file: {
    open: '打开…',
    openLabel: '打开文件',
    savePsd: '存储 PSD',
    savePng: '导出 PNG',
    opening: (name) => `正在打开 ${name}…`,
    saving: '正在存储…',
    saved: (name) => `已存储为 ${name}。`,
    pasted: '粘贴的图片',
    dropHere: '松开即可打开',
    unsaved: '有未存储的更改',
    types: { psd: 'Photoshop 文档', png: 'PNG 图片' },
  },

  replace: {
    title: '要先存储更改吗？',
    text: (name) => `“${name}”有未存储的更改。打开其他文件会将其关闭。`,
    save: '存储 PSD',
    discard: '放弃更改',
    cancel: '取消',
  },

  empty: {
    title: '打开一张照片即可开始',
    text: '可将文件拖到任意位置、粘贴图片，或选择文件。支持 PSD、PNG、JPEG 和 WebP。',
    open: '选择文件…',
    sample: '试用示例照片',
    private: '您的文件不会离开这台电脑。',
  },

  history: {
    undo: '还原',
    redo: '重做',
    step: {
      open: '打开',
      select: '选区',
      deselect: '取消选择',
      'invert-selection': '反选',
      'move-selection': '移动选区',
      visibility: '图层可见性',
      'insert-layer': '新建图层',
      'enlarge-document': '放大文档',
      'insert-smart-object': '新建智能对象',
    },
    undoStep: (step) => `还原${step}`,
    redoStep: (step) => `重做${step}`,
  },

  compare: {
    button: '原图',
    help: '按住可查看没有新图层的图像',
    badge: '原图',
  },

  tools: {
    label: '工具',
    rect: '矩形选框',
    ellipse: '椭圆选框',
    lasso: '套索',
    hand: '抓手',
    zoom: '缩放',
  },

  options: {
    label: '工具选项',
    mode: '新形状与选区的组合方式',
    modes: {
      replace: '新选区',
      add: '添加到选区',
      subtract: '从选区减去',
      intersect: '与选区交叉',
    },
    feather: '羽化',
    featherHelp: '柔化下一个选区的边缘，以文档像素为单位',
    selectAll: '全选',
    selectNone: '取消选择',
    selectInvert: '反选',
    handHint: '拖动以移动视图。',
    zoomHint: '单击放大，按住 Alt 单击缩小，拖动可连续缩放。',
  },

  numbers: {
    button: '位置和大小',
    title: '按数值选择',
    x: 'X',
    y: 'Y',
    width: '宽度',
    height: '高度',
    apply: '选择',
  },

  view: {
    canvas: (name) => `${name}。用指针绘制选区，或使用“位置和大小”。方向键可移动选区。`,
    zoomIn: '放大',
    zoomOut: '缩小',
    fit: '按屏幕大小缩放',
    actual: '100%',
    actualHelp: '一个文档像素对应一个屏幕像素',
    zoomValue: (percent) => `缩放 ${percent}`,
  },

  layers: {
    title: '图层',
    show: '显示图层',
    hide: '隐藏图层',
    hidden: '已隐藏',
    locked: '已锁定',
    masked: '带蒙版',
    clipped: '已剪贴',
    fresh: '新',
    toggleVisible: '显示或隐藏',
    help: '按 Enter 设为当前图层，按空格键显示或隐藏。',
    kind: {
      pixels: '像素图层',
      group: '组',
      text: '文字图层',
      'smart-object': '智能对象',
      shape: '形状图层',
      fill: '填充图层',
      adjustment: '调整图层',
      other: '图层',
    },
  },

  status: {
    label: '状态',
    size: (width, height) => `${width} × ${height} 像素`,
    depth: (bits) => `${bits} 位`,
    nothingSelected: '无选区',
    selection: (width, height, x, y) => `选区 ${width} × ${height}，位于 ${x}, ${y}`,
    faint: '没有像素的选择程度达到一半，因此不显示边缘',
    notices: (count) => `${count} 条说明`,
    noticesTitle: '关于此文档',
  },

  simplified: {
    adjustment: '调整图层',
    effects: '图层效果',
    fill: '填充图层',
    text: '文字',
    'smart-object': '智能对象',
    shape: '形状',
    'vector-mask': '矢量蒙版',
    'mask-feather': '羽化的蒙版',
    dissolve: '溶解',
    knockout: '挖空',
    'fill-opacity': '填充不透明度',
  },

  leftOut: {
    exif: '其他 EXIF 数据',
    position: '拍摄地点',
    xmp: 'XMP 数据',
    iptc: 'IPTC 数据',
    texts: '其他文字信息',
  },

  notices: {
    'approximate-view': (detail) => `简化显示：${detail}。存储的文件会保留全部内容。`,
    'not-srgb': (detail) => `颜色使用 ${detail}，未经转换直接显示。`,
    'space-not-kept': (detail) =>
      `颜色使用 ${detail}，未经转换直接显示。存储的文件不会注明这一点。`,
    'profile-left-out': (detail) =>
      `嵌入的颜色配置文件（${detail}）不适用于此图片，已忽略，也不会写入存储的文件。`,
    'profile-unreadable': () => '嵌入的颜色配置文件已损坏，已忽略，也不会写入存储的文件。',
    'metadata-left-out': (detail) => `以下内容不会保留在存储的文件中：${detail}。`,
    'converted-to-rgb': (detail) => `打开时已从 ${detail} 转换为 RGB。`,
    'converted-to-8-bit': (detail) => `已转换为每通道 8 位（${detail}）。`,
    'converted-to-16-bit': (detail) => `已转换为每通道 16 位（${detail}）。`,
    'not-scaled': (detail) => `放大文档时保持原大小：${detail}。`,
    'alpha-approximate': () => '透明像素下的颜色可能有舍入误差。',
    oriented: () => '已按相机记录的方向转正。',
    'first-frame-only': () => '这是动画，只打开了第一帧。',
  },

  error: {
    dismiss: '关闭',
    title: {
      open: '文件未能打开',
      save: '文件未能存储',
      view: '图像无法显示',
      action: '操作未成功',
    },
  },
};
