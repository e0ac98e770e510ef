/**
 * `approximate-view`: the document has layers that are shown in a simplified way (`details` of the
 * notice name them); `not-srgb`: the pixels are in another colour space and shown unconverted;
 * `space-not-kept`: the same, and no profile can say so in saved files; `profile-left-out`: the file
 * has a profile that does not describe its pixels; `profile-unreadable`: it has one that is damaged;
 * `metadata-left-out`: what saved files do not carry (`details` names it);
 * `converted-to-rgb`, `converted-to-8-bit`, `converted-to-16-bit`: what was done to the pixels when
 * reading; `alpha-approximate`: colours under transparency may be rounded; `oriented`: turned as
 * the camera noted; `first-frame-only`: the rest of an animation is left out;
 * `parts-dropped`: parts beside the pixels that are not used, being damaged or misplaced;
 * `not-scaled`: parts that kept their size when the document was enlarged.
 */
export type DocumentNoticeCode =
  | 'approximate-view'
  | 'not-srgb'
  | 'space-not-kept'
  | 'profile-left-out'
  | 'profile-unreadable'
  | 'metadata-left-out'
  | 'converted-to-rgb'
  | 'converted-to-8-bit'
  | 'converted-to-16-bit'
  | 'alpha-approximate'
  | 'oriented'
  | 'first-frame-only'
  | 'parts-dropped'
  | 'not-scaled';

export interface DocumentNotice {
  readonly code: DocumentNoticeCode;
  /** A name to show: the colour profile, the kinds of layers, the original mode. */
  readonly detail: string;
}
