addEventListener('message', ({ data }: MessageEvent<Int32Array>) => {
  Atomics.store(data, 0, crossOriginIsolated ? 42 : -1);
  postMessage('done');
});
