export interface ErrorText {
  readonly message: string;
  readonly hint: string;
}

/** Texts by `PanelError.code`; `{name}` stands for a value of `PanelError.details`. */
export type ErrorTexts = Readonly<Record<string, ErrorText>>;
