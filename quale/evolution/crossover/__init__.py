"""One child of two parents: genes matched by innovation number, taken from the fitter or from both."""
