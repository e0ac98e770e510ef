/** Purposes of the scripts for Photopea, as errors name them. */
export const zhCNPurposes = {
  'find-photopea': '确认所在环境是否为 Photopea',
  look: '查看打开的文档和选区',
  status: '查询文档状态',
  traits: '读取文档的位深和颜色配置文件',
  'read-layer': '读取图层',
  'copy-selection': '复制选区',
  'read-selection': '读取选区',
  'find-result': '查找已插入的结果',
  'prepare-insert': '确定结果的位置',
  insert: '插入结果',
  'undo-insert': '撤回结果',
  'tidy-up': '清理中断的脚本留下的内容',
} as const;
