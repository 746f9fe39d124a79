"""The report: a published digest as one page for a browser and a PDF for print."""
