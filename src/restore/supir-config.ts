import { CLIP_L } from '../networks/clip/clip-l';
import { OPEN_CLIP_G } from '../networks/clip/open-clip-g';
import { SDXL_UNET } from '../networks/unet/unet-config';
import { SUPIR_ADAPTERS } from '../networks/unet/light-glv-unet';
import type { RestorationStepConfig } from '../networks/restoration-step';
import { SDXL_VAE, type VaeConfig } from '../networks/vae/vae-config';

/** Sizes of all networks of a SUPIR restoration. */
export interface SupirConfig {
  readonly step: RestorationStepConfig;
  readonly vae: VaeConfig;
  readonly clipL: typeof CLIP_L;
  readonly clipG: typeof OPEN_CLIP_G;
  /** Width of the sinusoidal embedding of one size. */
  readonly sizeEmbedDim: number;
  /** Factor of the autoencoder's latents everywhere outside of it. */
  readonly scaleFactor: number;
}

/** The published models: SUPIR v0-Q and v0-F over any SDXL checkpoint. */
export const SUPIR: SupirConfig = {
  step: { unet: SDXL_UNET, adapters: SUPIR_ADAPTERS, contextLength: CLIP_L.contextLength },
  vae: SDXL_VAE,
  clipL: CLIP_L,
  clipG: OPEN_CLIP_G,
  sizeEmbedDim: 256,
  scaleFactor: 0.13025,
};
