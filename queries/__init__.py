"""One function is one question: parameters in, one SQL statement on the published marts out."""
