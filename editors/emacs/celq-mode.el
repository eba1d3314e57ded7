;;; celq-mode.el --- celq files, with the language server -*- lexical-binding: t; -*-

;;; Commentary:
;; Files that end in .celq have comments and strings, and `M-x eglot' starts `qc lsp' for them; so does `eglot-ensure' in
;; `celq-mode-hook'.

;;; Code:

(define-derived-mode celq-mode prog-mode "celq"
  "Major mode for celq files."
  (setq-local comment-start "# ")
  (setq-local comment-start-skip "#+ *")
  (setq-local indent-tabs-mode nil)
  (modify-syntax-entry ?# "<")
  (modify-syntax-entry ?\n ">")
  (modify-syntax-entry ?\" "\"")
  (modify-syntax-entry ?_ "w"))

(add-to-list 'auto-mode-alist '("\\.celq\\'" . celq-mode))

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(celq-mode . ("qc" "lsp"))))

(provide 'celq-mode)
;;; celq-mode.el ends here
