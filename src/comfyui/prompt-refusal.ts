import type { ServerError } from '../core/errors';
import type { Refused } from './answers';
import { MODEL_INPUTS } from './graph';
import {
  fileMissing,
  graphRefused,
  inputNew,
  nodesMissing,
  uploadGone,
  valueRefused,
} from './graph-errors';
import { plainText } from './plain-text';

type NodeErrors = Refused['node_errors'];

/** The error for a graph that the server does not take, or takes without some of its outputs. */
export function refusalOf({ error, node_errors }: Refused): ServerError {
  const { extra_info: extra, type } = error;
  if (type === 'missing_node_type' || typeof extra['class_type'] === 'string') {
    return nodesMissing([plainText(extra['class_type'] ?? error.message)]);
  }
  return nodeErrorOf(node_errors) ?? graphRefused(plainText(error.message) || plainText(type));
}

/** The first error of a node; null: there is none. */
export function nodeErrorOf(nodeErrors: NodeErrors): ServerError | null {
  for (const { class_type, errors } of Object.values(nodeErrors)) {
    const node = plainText(class_type);
    for (const { type, message, details, extra_info: extra } of errors) {
      const input = plainText(extra['input_name']);
      const reason = plainText(`${plainText(message)} ${plainText(details)}`);
      if (type === 'required_input_missing') return inputNew(node, input || plainText(details));
      if (type === 'value_not_in_list' && MODEL_INPUTS.has(input)) {
        return fileMissing(plainText(extra['received_value']), input);
      }
      if (type === 'custom_validation_failed' && /invalid image file/i.test(reason)) {
        return uploadGone();
      }
      return valueRefused(node, input, reason);
    }
  }
  return null;
}
