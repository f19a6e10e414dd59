/** The workbook that an Excel-rated product is priced from. */
export interface RatingWorkbook {
  readonly fileName: string;
  /** Base64 of the file, at most 256 KiB of it. */
  readonly contentBase64: string;
}
