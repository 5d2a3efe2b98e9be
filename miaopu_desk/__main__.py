"""python -m miaopu_desk：与 miaopu-desk 命令相同。"""

from miaopu_desk.cli import main

if __name__ == "__main__":
    main()
