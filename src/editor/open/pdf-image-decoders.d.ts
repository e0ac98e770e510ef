/** The part that is used of the JPEG decoder of PDF.js. */
declare module 'pdfjs-dist/image_decoders/pdf.image_decoders.mjs' {
  export class JpegImage {
    readonly width: number;
    readonly height: number;
    readonly numComponents: number;
    parse(data: Uint8Array): void;
    /** As many values a pixel as components; with `isSourcePDF` the stored ones. */
    getData(options: {
      readonly width: number;
      readonly height: number;
      readonly isSourcePDF: boolean;
    }): Uint8ClampedArray;
  }
  export const VerbosityLevel: { readonly ERRORS: number };
  export function setVerbosityLevel(level: number): void;
}
