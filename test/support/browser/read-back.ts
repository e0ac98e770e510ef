/** The first bytes of a buffer of a graphics adapter, copied to the host. */
export async function readBack(
  device: GPUDevice,
  buffer: GPUBuffer,
  length: number,
): Promise<Uint8Array> {
  const target = device.createBuffer({
    size: buffer.size,
    usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
  });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, 0, target, 0, buffer.size);
  device.queue.submit([encoder.finish()]);
  await target.mapAsync(GPUMapMode.READ);
  const bytes = Uint8Array.from(new Uint8Array(target.getMappedRange(), 0, length));
  target.destroy();
  return bytes;
}
