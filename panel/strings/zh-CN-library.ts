import type { enLibrary } from './en-library';

export const zhCNLibrary: typeof enLibrary = {
  needs: {
    title: '所需文件',
    way: '大模型',
    ways: { full: '完整', lightning: 'Lightning' },
    wayText: {
      full: 'SUPIR v0-Q 搭配完整大模型：细节最多，步数较多。',
      lightning: 'SUPIR v0-Q 搭配 Lightning 大模型：步数少，速度快数倍。',
    },
    unlocks: {
      supir: '用 SUPIR 重建细节，需与大模型配合使用。',
      sdxl: '由 SUPIR 引导的绘图模型；任何完整的 SDXL 文件也可以。',
    },
    licence: (name, holder) => `${name}，${holder}`,
    nonCommercial: (name, holder) => `${name}，${holder}：仅限非商业用途`,
    download: '下载',
    choose: '我已有：选择…',
    copy: '复制地址',
    byHand: {
      photoshop: 'Photoshop 不允许面板在此下载：请在浏览器中打开页面，下载文件后在此选择。',
      page: '浏览器不允许此页面保存文件：请打开文件的页面，在那里下载，然后在此选择。',
    },
  },

  terms: {
    title: (file) => `${file} 的条款`,
    nonCommercial: (holder) => `仅可用于非商业用途；商业使用须获得 ${holder} 的许可。`,
    commercial: (holder) => `${holder} 允许商业使用，但禁止许可中列出的某些用途。`,
    read: '查看条款',
    room: (needed) => `需要此磁盘上的 ${needed}。`,
    roomOf: (needed, free) => `需要 ${needed}；此处可用 ${free}。`,
    toBrowser: '接受并下载',
    toFile: '接受并另存为文件…',
    toFileText: '另存为文件时，内容会先存入浏览器，以便暂停和继续；下载完整后再移到该文件。',
    cancel: '暂不',
  },

  progress: {
    downloading: (file) => `正在下载 ${file}`,
    counted: (done, total) => `${done} / ${total}`,
    countedOnly: (done) => `已收到 ${done}`,
    beganAgain: '已收到的部分无法继续使用：下载已重新开始。',
    waiting: (time) => `暂时没有收到数据，将于 ${time} 重试。`,
    stop: '停止',
    stopped: (done, total) => `已停止。已保留 ${done} / ${total}。`,
    stoppedOnly: '已停止。',
    resume: '继续',
    retry: '重试',
    discard: '放弃',
    others: '其他下载',
  },

  care: {
    verify: '校验',
    keep: '保存在此浏览器',
    cancel: '取消',
    kept: '已保存在此浏览器',
    work: {
      verify: (file) => `正在校验 ${file}…`,
      keep: (file) => `正在将 ${file} 复制到此浏览器…`,
      save: (file) => `正在将 ${file} 写入磁盘…`,
    },
    verdict: {
      genuine: (file) => `原版文件：${file}`,
      unknown: '未知文件：没有人发布过这个哈希值，但文件可能仍然可用。',
      damaged: (file) => `文件已损坏：与发布的 ${file} 不符，请重新下载。`,
    },
    steps: (count) => `Lightning，${count} 步`,
    dismiss: '关闭',
  },

  kept: {
    title: '保存在此浏览器中',
    used: (used) => `已用 ${used}`,
    usedOf: (used, free) => `已用 ${used}，可用 ${free}`,
    persistent: '受保护：浏览器不会自行清除。',
    fleeting: '磁盘空间不足时，浏览器可能会清除。',
    use: '使用',
    inUse: '使用中',
    saveAs: '另存为文件…',
    remove: (name) => `从此浏览器移除 ${name}`,
  },
};
