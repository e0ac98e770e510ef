import type { imaging } from 'photoshop/dom/ImagingModule';
import type { photoshopAction, photoshopCore } from 'photoshop/dom/CoreModules';
import type { Document } from 'photoshop/dom/Document';
import type { Layer } from 'photoshop/dom/Layer';
import type {
  Imaging,
  PhotoshopAction,
  PhotoshopCore,
  PsDocument,
  PsImageData,
  PsLayer,
} from '../../../../src/hosts/photoshop/uxp/types/photoshop';

type Options<Call extends (...parameters: never[]) => unknown> = Parameters<Call>[0];
type Accepts<Theirs, Ours extends Theirs> = Ours;
type Images = typeof imaging;

/**
 * Checked by the compiler alone: a line is an error where the plugin's own types ask for something that
 * the published ones do not have. What those get wrong (src/hosts/photoshop/uxp/types) is left out.
 */
export interface Agreements {
  readonly getPixels: Accepts<Options<Images['getPixels']>, Options<Imaging['getPixels']>>;
  readonly getLayerMask: Accepts<Options<Images['getLayerMask']>, Options<Imaging['getLayerMask']>>;
  readonly getSelection: Accepts<Options<Images['getSelection']>, Options<Imaging['getSelection']>>;
  readonly create: Accepts<
    Parameters<Images['createImageDataFromBuffer']>[1],
    Parameters<Imaging['createImageDataFromBuffer']>[1]
  >;
  readonly events: Accepts<
    Options<(typeof photoshopAction)['addNotificationListener']>,
    string[] & Options<PhotoshopAction['addNotificationListener']>
  >;
  readonly modal: Accepts<
    Parameters<(typeof photoshopCore)['executeAsModal']>[1],
    Parameters<PhotoshopCore['executeAsModal']>[1]
  >;
  /** Members that are used exist there, by name. */
  readonly layer: Accepts<keyof Layer, keyof PsLayer>;
  readonly document: Accepts<keyof Document, keyof PsDocument>;
  readonly image: Accepts<keyof ImageData, keyof PsImageData>;
}

type ImageData = Awaited<ReturnType<Images['createImageDataFromBuffer']>>;
