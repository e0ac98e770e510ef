import type { PanelWorkers } from '../workers';

/** From `workers.js`, which the page loads first: a page of a `file:` address cannot fetch them. */
declare const supirWorkers: Readonly<Record<keyof PanelWorkers, string>>;

function fromText(name: keyof PanelWorkers): () => Worker {
  let url: string | null = null;
  return () => {
    url ??= URL.createObjectURL(new Blob([supirWorkers[name]], { type: 'text/javascript' }));
    return new Worker(url, { name });
  };
}

/** Workers from text; the text's address is made once and stays. */
export const TEXT_WORKERS: PanelWorkers = {
  engine: fromText('engine'),
  pictures: fromText('pictures'),
  inspect: fromText('inspect'),
  prompts: fromText('prompts'),
};
