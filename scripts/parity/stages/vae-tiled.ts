import type { Rect } from '../../../src/core/geometry';
import { vaeDownscale } from '../../../src/networks/vae/vae-config';
import { decoderGraph, encoderGraph, type EncoderName } from '../../../src/networks/vae/graphs';
import { decoderSegments, encoderSegments } from '../../../src/networks/vae/segments';
import { sessionSource } from '../../../src/onnx/serialise';
import type { Tensor } from '../../../src/onnx/session';
import { once } from '../../../src/restore/supir/conditioning';
import { runTiled } from '../../../src/restore/supir/tiled-network';
import {
  DECODER_TILING,
  ENCODER_TILING,
  vaeTiles,
  type VaeTile,
} from '../../../src/restore/supir/vae-tiles';
import type { StageContext } from '../context';
import { expectOutput, pictureOf } from '../tensors';

interface TiledVaeRun {
  readonly encoder_tile_size: number;
  readonly decoder_tile_size: number;
}

export async function runVaeTiled(context: StageContext): Promise<void> {
  const { set, file } = context;
  const run = set.runs['tiled_vae'] as TiledVaeRun;
  const { vae } = set.config;
  const factor = vaeDownscale(vae);

  const picture = pictureOf(file.dims('image_u8'), file.bytes('image_u8'));
  const [, , height = 0, width = 0] = picture.dims;
  const encoderTiling = { ...ENCODER_TILING, tile: run.encoder_tile_size };
  const tiles = vaeTiles(height, width, encoderTiling, 1 / factor);
  expectBoxes(context, 'encoder', tiles);
  for (const name of ['encoder', 'denoise_encoder'] as const) {
    const encoder = { file: name === 'encoder' ? set.sdxl : set.supir, name };
    const tiled = await runTiled(
      {
        ...context,
        tiles,
        segmentsFor: (h, w) => encoderSegments(encoder, vae, { batch: 1, height: h, width: w }),
        onProgress: () => undefined,
      },
      picture,
      { height: height / factor, width: width / factor },
    );
    file.expect(`${name}.features_tiled`, tiled.data);
    file.expect(`${name}.features_whole`, (await wholeEncoder(context, name, picture)).data);
  }

  const latent = file.floats('decoder.latent_unscaled');
  const [, , rows = 0, columns = 0] = latent.dims;
  const decoderTiling = { ...DECODER_TILING, tile: run.decoder_tile_size };
  const decoderTiles = vaeTiles(rows, columns, decoderTiling, factor);
  expectBoxes(context, 'decoder', decoderTiles);
  const image = await runTiled(
    {
      ...context,
      tiles: decoderTiles,
      segmentsFor: (h, w) => decoderSegments(set.sdxl, vae, { batch: 1, height: h, width: w }),
      onProgress: () => undefined,
    },
    latent,
    { height: rows * factor, width: columns * factor },
  );
  file.expect('decoder.image_tiled', image.data);
  const graph = decoderGraph(set.sdxl, vae, { batch: 1, height: rows, width: columns });
  const whole = await once(context.runtime, sessionSource(graph), { latent });
  file.expect('decoder.image_whole', expectOutput(whole, 'image').data);
}

async function wholeEncoder(
  { set, runtime }: StageContext,
  name: EncoderName,
  image: Tensor,
): Promise<Tensor> {
  const [batch = 0, , height = 0, width = 0] = image.dims;
  const encoder = { file: name === 'encoder' ? set.sdxl : set.supir, name };
  const graph = encoderGraph(encoder, set.sdxl, set.config.vae, { batch, height, width });
  return expectOutput(await once(runtime, sessionSource(graph), { image }), 'features');
}

function expectBoxes({ file }: StageContext, name: string, tiles: readonly VaeTile[]): void {
  const flat = (boxes: readonly Rect[]): number[] =>
    boxes.flatMap(({ x, y, width, height }) => [x, x + width, y, y + height]);
  file.expect(`${name}.tile_input_boxes`, flat(tiles.map((tile) => tile.input)), { limit: 0 });
  file.expect(`${name}.tile_output_boxes`, flat(tiles.map((tile) => tile.output)), { limit: 0 });
}
